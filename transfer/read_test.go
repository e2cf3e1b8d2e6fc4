package transfer_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
	"keycase/providers/catalog"
	"keycase/transfer"
)

// TestAnUnreadableCommandIsNoListOfLabels: half of its lines would be shown as names.
func TestAnUnreadableCommandIsNoListOfLabels(t *testing.T) {
	for _, text := range []string{
		"curl 'https://x.example/a?client_secret=canary' -H 'client_id: 200421' --data \"$(date)\"",
		"curl 'https://x.example/a' -H 'app-token: canary' -H \"X-Api-Nonce: $NONCE\"",
		"curl https://x.example/a -H 'app-token: canary' --data @body.json",
	} {
		preview, err := transfer.Read([]byte(text), transfer.Options{Registry: catalog.Registry()})
		var invalid *providers.InvalidError
		require.ErrorAs(t, err, &invalid, text)
		assert.NotContains(t, err.Error(), "canary")
		assert.Nil(t, preview)
	}
}

func TestRead(t *testing.T) {
	for name, c := range map[string]struct {
		text      string
		format    transfer.Format
		platform  string
		certainty transfer.Certainty
		values    providers.Values
		missing   []string
	}{
		"env with the platform in the names": {
			text:   "# 星辰\nexport JDY_CLIENT_ID=200421\nJDY_CLIENT_SECRET=\"f2adcfef73369bfc4e1384677d38a0ff\"\n\nJDY_APP_KEY=bVZgAZOv1 # mine\nJDY_APP_SECRET='0123456789abcdef0123456789abcdef01234567'\n",
			format: transfer.FormatEnv, platform: "jdy", certainty: transfer.Certain, values: jdyValues,
		},
		"env without": {
			text:   "CLIENT_ID=200421\r\nCLIENT_SECRET=f2adcfef73369bfc4e1384677d38a0ff\r\nAPP_KEY=bVZgAZOv1\r\nAPP_SECRET=0123456789abcdef0123456789abcdef01234567\r\n",
			format: transfer.FormatEnv, platform: "jdy", certainty: transfer.Certain, values: jdyValues,
		},
		"env in sections": {
			text:   "[other]\nx=1\n[yly]\nclient_id = 1000000001\nclient_secret = 0123456789abcdef0123456789abcdef\napp_type = 自有型应用\n",
			format: transfer.FormatEnv, platform: "yilianyun", certainty: transfer.Certain, values: selfApp,
		},
		"nested JSON": {
			text:   `{"kis": {"client": {"id": 1400000001, "secret": {"value": "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd"}}, "eid": "1234567", "authToken": "0123456789ABCDEF0123456789ABCDEF"}}`,
			format: transfer.FormatJSON, platform: "kis", certainty: transfer.Certain, values: kisValues,
		},
		"an answer of push_app_authorize": {
			text:   `{"code":200,"data":[{"clientId":"200421","appKey":"bVZgAZOv1","appSecret":"0123456789abcdef0123456789abcdef01234567","domain":"https://tf.jdy.com","accountName":"x"}]}`,
			format: transfer.FormatJSON, platform: "jdy", certainty: transfer.Certain, missing: []string{"client_secret"},
			values: providers.Values{"client_id": "200421", "app_key": "bVZgAZOv1", "app_secret": "0123456789abcdef0123456789abcdef01234567", "router_addr": "https://tf.jdy.com"},
		},
		"Postman environment": {
			text:   `{"name":"机器人","values":[{"key":"api_key","value":"Y16OfM12mLDbQ3LVnCtnERgRhmMizJpE","enabled":true},{"key":"secretKey","value":"0123456789abcdefghijABCDEFGHIJ42","type":"secret","enabled":true},{"key":"app_id","value":"200916","enabled":false}],"_postman_variable_scope":"environment"}`,
			format: transfer.FormatPostman, platform: "robot", certainty: transfer.Certain, values: robotToken,
		},
		"Postman collection": {
			text:   `{"info":{"name":"KIS","schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},"item":[{"request":{"header":[{"key":"client_id","value":"999"}]}}],"variable":[{"key":"eid","value":"1234567"},{"key":"client_id","value":"1400000001"},{"key":"client_secret","value":"AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd"},{"key":"auth_token","value":"0123456789ABCDEF0123456789ABCDEF"}]}`,
			format: transfer.FormatPostman, platform: "kis", certainty: transfer.Certain, values: kisValues,
		},
		"Bruno environment": {
			text:   "vars {\n  host: https://open-api.10ss.net\n  client_id: 1000000001\n  ~client_secret: off\n  app_type: self\n  client_secret: '''\n    0123456789abcdef0123456789abcdef\n  '''\n}\nvars:secret [\n  qr_key,\n  ~msign\n]\n",
			format: transfer.FormatBruno, platform: "yilianyun", certainty: transfer.Certain, values: selfApp,
		},
		"a console in Chinese, values below": {
			text:   "易联云开放平台\n应用名称\n小票\n应用ID\n1000000001\n应用密钥\n0123456789abcdef0123456789abcdef  复制\n应用类型\n自有型\n",
			format: transfer.FormatText, platform: "yilianyun", certainty: transfer.Certain, values: selfApp,
		},
		"a console with full-width colons and tabs": {
			text:   "企业号：１２３４５６７\t应用 ID：1400000001\n应用密钥：\n\nAbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd\n访问口令 = 0123456789ABCDEF0123456789ABCDEF",
			format: transfer.FormatText, platform: "kis", certainty: transfer.Certain, values: kisValues,
		},
		"a console in English": {
			text:   "* App details\nAPI Key:   Y16OfM12mLDbQ3LVnCtnERgRhmMizJpE  Copy\nSecret Key 0123456789abcdefghijABCDEFGHIJ42\n",
			format: transfer.FormatText, platform: "robot", certainty: transfer.Certain, values: robotToken,
		},
		"a table": {
			text:   "应用名称\tAPI Key\tsecret Key\n我的\tY16OfM12mLDbQ3LVnCtnERgRhmMizJpE\t0123456789abcdefghijABCDEFGHIJ42 显示\n",
			format: transfer.FormatText, platform: "robot", certainty: transfer.Certain, values: robotToken,
		},
		"code": {
			text:   "kis({clientId: '1400000001', clientSecret: 'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd',\n eid: 1234567, auth_token: \"0123456789ABCDEF0123456789ABCDEF\"})",
			format: transfer.FormatText, platform: "kis", certainty: transfer.Certain, values: kisValues,
		},
		"curl of jdy": {
			text:   "curl 'https://api.kingdee.com/jdyconnector/app_management/kingdee_auth_token?app_key=bVZgAZOv1&app_signature=ZDlj%3D%3D' \\\n -H 'X-Api-ClientID: 200421' -H 'X-Api-TimeStamp: 1655775240000'",
			format: transfer.FormatRequest, platform: "jdy", certainty: transfer.Certain, missing: []string{"client_secret", "app_secret"},
			values: providers.Values{"client_id": "200421", "app_key": "bVZgAZOv1"},
		},
		"curl of robot at an unknown host, the keys under other names": {
			text:   "curl -X POST http://127.0.0.1:99/certification/oauth2/token -d 'grant_type=client_credentials&client_id=Y16OfM12mLDbQ3LVnCtnERgRhmMizJpE&client_secret=0123456789abcdefghijABCDEFGHIJ42'",
			format: transfer.FormatRequest, platform: "robot", certainty: transfer.Certain, values: robotToken,
		},
		"curl of robot with a Basic header": {
			text:   "curl -X POST 'https://gateway.kingdeeresearch.com/certification/oauth2/token?grant_type=client_credentials' -H 'Authorization: Basic WTE2T2ZNMTJtTERiUTNMVm5DdG5FUmdSaG1NaXpKcEU6MDEyMzQ1Njc4OWFiY2RlZmdoaWpBQkNERUZHSElKNDI='",
			format: transfer.FormatRequest, platform: "robot", certainty: transfer.Certain, values: robotToken,
		},
		"a business call of robot: the same names mean the other pair": {
			text:   "https://gateway.kingdeeresearch.com/some/api?access_token=LL2Y4Z6TGMBCQwARg2m1mhhVzZKmFd7r&client_id=200916&client_secret=a9b8004a507e52efe2dbf85efebe98c3&api_key=Y16OfM12mLDbQ3LVnCtnERgRhmMizJpE",
			format: transfer.FormatRequest, platform: "robot", certainty: transfer.Certain, missing: []string{"secret_key"},
			values: providers.Values{"app_id": "200916", "app_secret": "a9b8004a507e52efe2dbf85efebe98c3", "api_key": "Y16OfM12mLDbQ3LVnCtnERgRhmMizJpE"},
		},
		"raw HTTP of yilianyun": {
			text:   "POST /oauth/oauth HTTP/1.1\r\nHost: open-api.10ss.net\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nclient_id=1000000001&grant_type=client_credentials&sign=678f0c6a9a7cf92d38c64fd352861d55&scope=all&timestamp=1700000000&id=x",
			format: transfer.FormatRequest, platform: "yilianyun", certainty: transfer.Certain, missing: []string{"client_secret", "app_type"},
			values: providers.Values{"client_id": "1000000001"},
		},
		"only the pair that three platforms have, told by its looks": {
			text:   "client_id: 1400000001\nclient_secret: AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd",
			format: transfer.FormatText, platform: "kis", certainty: transfer.Likely, missing: []string{"eid", "auth_token"},
			values: providers.Values{"client_id": "1400000001", "client_secret": "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd"},
		},
		"only that pair, looking like nothing": {
			text:   "client_id: 12345\nclient_secret: abc",
			format: transfer.FormatText, certainty: transfer.Open, values: providers.Values{},
		},
		"labels that two platforms share": {
			text:   "应用 ID：200916\n创建时间：2017-09-22 10:26:08\n应用 SECRET：a9b8004a507e52efe2dbf85efebe98c3  复制secret",
			format: transfer.FormatText, certainty: transfer.Open, values: providers.Values{},
		},
		"names of two platforms in one heap": {
			text:   "CLIENT_ID=1\nCLIENT_SECRET=2\nEID=3\nAPP_KEY=4",
			format: transfer.FormatEnv, certainty: transfer.Open, values: providers.Values{},
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := read(t, c.text)
			require.Len(t, p.Candidates, 1)
			got := p.Candidates[0]
			assert.Equal(t, c.format, p.Format)
			assert.Equal(t, c.platform, got.Platform)
			assert.Equal(t, c.certainty.String(), got.Certainty.String())
			assert.Equal(t, c.values, got.Values())
			assert.Equal(t, c.missing, got.Missing)
			assert.Equal(t, c.platform != "" && len(got.Missing) == 0, got.Ready())
		})
	}
}
