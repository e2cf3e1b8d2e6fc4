package kis

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
)

func parse(tb testing.TB, id, body string) (providers.Outcome, error) {
	tb.Helper()
	return operation(tb, id).Parse(providers.Response{Status: 200, Body: []byte(body)})
}

func TestInstancesNewestFirst(t *testing.T) {
	out, err := parse(t, "server-url", `{"code":"200","msg":"success","state":"s","data":[
		{"server_url":"120.132.144.218","netid":1234567000031,"prod_name":"迷你版","logintime":"2015/12/3 8:05"},
		{"server_url":"http://203.0.113.10/","netid":"1234567000097","prod_name":"商贸版","logintime":"不详"},
		{"server_url":"kisgz.kingdee.com","netid":"1234567000145","prod_name":"专业版","logintime":""},
		{"server_url":"https://kisgz.kingdee.com","netid":"1234567000182","prod_name":"旗舰版","logintime":"2016-08-10 09:41:00.123"},
		{"server_url":"https://kisgz.kingdee.com","netid":"1234567000183","prod_name":"标准版","logintime":"2016-08-10T09:00:00Z"},
		{"server_url":"","netid":"1234567000184","logintime":"2016-08-09"}]}`)
	require.NoError(t, err)
	var order []string
	for _, g := range out.Grants {
		assert.Equal(t, GrantInstance, g.Kind)
		assert.Equal(t, g.Subject, g.Public["netid"])
		assert.Nil(t, g.Secret)
		order = append(order, g.Subject)
	}
	// 09:00 UTC is 17:00 in China; what is no time keeps its place at the end.
	assert.Equal(t, []string{"1234567000183", "1234567000182", "1234567000184", "1234567000031", "1234567000097", "1234567000145"}, order)
	assert.Equal(t, providers.Grant{
		Kind: GrantInstance, Subject: "1234567000097", Name: "商贸版",
		Public: map[string]string{"netid": "1234567000097", "server_url": "http://203.0.113.10", "prod_name": "商贸版", "logintime": "不详"},
	}, out.Grants[4])
	assert.Equal(t, map[string]string{"netid": "1234567000184", "logintime": "2016-08-09"}, out.Grants[2].Public)
	assert.Equal(t, "https://kisgz.kingdee.com", out.Grants[5].Public["server_url"])
}

func TestInstancesVersion1(t *testing.T) {
	body := `{"Result":"200","Msg":"success","Data":{"NetID":"","ProductName":"专业版","ServerUrl":"192.168.1.120","AppSecret":"s3cret"}}`
	out, err := operation(t, "server-url-v1").Parse(providers.Response{
		Status: 200, Body: []byte(body), Values: providers.Values{"eid": "1234567"},
	})
	require.NoError(t, err)
	assert.Equal(t, []providers.Grant{{
		Kind: GrantInstance, Subject: "1234567", Name: "专业版",
		Public: map[string]string{"netid": "1234567", "server_url": "http://192.168.1.120", "prod_name": "专业版"},
		Secret: map[string]string{"app_secret": "s3cret"},
	}}, out.Grants)

	_, err = parse(t, "server-url-v1", body)
	assert.ErrorContains(t, err, "data.netid", "without netid and eid there is nothing to bind")
}

func TestNoInstance(t *testing.T) {
	_, err := parse(t, "server-url", `{"code":200,"msg":"success","data":[]}`)
	var f *providers.Failure
	require.ErrorAs(t, err, &f)
	assert.Equal(t, noInstance("200", "success"), f)
}

func TestStateMustBeOurs(t *testing.T) {
	answerFor := func(sent, body string) error {
		_, err := operation(t, "server-url").Parse(providers.Response{Status: 200, Body: []byte(body), Env: providers.Env{State: sent}})
		return err
	}
	const row = `"data":[{"server_url":"a","netid":"1"}]}`
	assert.NoError(t, answerFor("AAAAAAAAAAAAAAAA", `{"code":200,"state":"AAAAAAAAAAAAAAAA",`+row))
	assert.NoError(t, answerFor("AAAAAAAAAAAAAAAA", `{"code":200,`+row), "version 1 does not echo it")
	assert.NoError(t, answerFor("", `{"code":200,"state":"AAAAAAAAAAAAAAAA",`+row), "a saved answer")

	for _, body := range []string{`{"code":200,"state":"AAAAAAAAAAAAAAAB",` + row, `{"code":403,"msg":"非法请求","state":"aaaaaaaaaaaaaaaa"}`} {
		var unreadable *providers.UnreadableError
		require.ErrorAs(t, answerFor("AAAAAAAAAAAAAAAA", body), &unreadable)
		assert.Contains(t, unreadable.Reason.EN, "another call")
	}
}

func TestRouterAnswer(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"object":       {`{"Result":200,"State":"s","ErrMsg":"","DataJson":{"Result":200,"ErrMsg":"","Data":[{"a":1}]}}`, `[{"a":1}]`},
		"text":         {`{"Result":"200","msg":"","DataJson":"{\"Result\":\"200\",\"Data\":{\"a\":1}}"}`, `{"a":1}`},
		"without Data": {`{"code":200,"DataJson":{"Result":200,"ErrMsg":"ok"}}`, `{"Result":200,"ErrMsg":"ok"}`},
		"null Data":    {`{"Result":200,"DataJson":{"Result":200,"Data":null}}`, `{"Result":200,"Data":null}`},
	} {
		out, err := parse(t, "router", c.body)
		require.NoError(t, err, name)
		assert.JSONEq(t, c.want, string(out.Data), name)
	}
	for name, c := range map[string]struct{ body, code, message string }{
		"outer": {`{"Result":403,"ErrMsg":"非法请求","DataJson":{"Result":200}}`, "403", "非法请求"},
		"inner": {`{"Result":200,"DataJson":{"Result":5001,"ErrMsg":"账套不存在"}}`, "5001", "账套不存在"},
	} {
		_, err := parse(t, "router", c.body)
		var f *providers.Failure
		require.ErrorAs(t, err, &f, name)
		assert.Equal(t, []string{c.code, c.message}, []string{f.Code, f.Message}, name)
	}
}

func TestUnreadable(t *testing.T) {
	for id, bodies := range map[string][]string{
		"server-url": {
			"", "<html>", "[]", "1", `{"code":200`, `{}`, `{"code":{}}`, `{"msg":"success"}`,
			`{"code":200}`, `{"code":200,"data":null}`, `{"code":200,"data":"x"}`, `{"code":200,"data":[1]}`,
			`{"code":200,"data":[{"prod_name":"p"}]}`, `{"code":200,"data":[{"netid":{}}]}`,
		},
		"router": {
			"", "<!doctype html>", `{"Result":200}`, `{"Result":200,"DataJson":null}`, `{"Result":200,"DataJson":""}`,
			`{"Result":200,"DataJson":"<html>"}`, `{"Result":200,"DataJson":[]}`, `{"Result":200,"DataJson":{}}`,
		},
	} {
		for _, body := range bodies {
			_, err := parse(t, id, body)
			var unreadable *providers.UnreadableError
			require.ErrorAs(t, err, &unreadable, "%s %q", id, body)
			assert.NotEmpty(t, unreadable.Reason.ZH)
			assert.NotEmpty(t, unreadable.Reason.EN)
		}
	}
	_, err := operation(t, "server-url").Parse(providers.Response{Status: 502, Body: []byte(`{"code":200,"data":[{"netid":"1"}]}`)})
	var unreadable *providers.UnreadableError
	assert.ErrorAs(t, err, &unreadable, "a success under an HTTP error is not one")
	_, err = parse(t, "access-token", "{}")
	assert.ErrorAs(t, err, &unreadable, "nothing is sent")
}

func TestFailures(t *testing.T) {
	for _, code := range []string{"201", "300", "301", "403"} {
		f := failure(code, "原话")
		assert.Equal(t, code, f.Code)
		assert.Equal(t, "原话", f.Message)
		for _, text := range []providers.Text{f.Meaning, f.Action} {
			assert.NotEmpty(t, text.ZH, code)
			assert.NotEmpty(t, text.EN, code)
		}
		assert.Equal(t, code == "403", f.Clock, code)
		assert.Equal(t, code == "300", f.Retry, code)
	}
	assert.Equal(t, providers.Unknown("999", "原话"), failure("999", "原话"))
	assert.Len(t, failures, 4)
}

func TestNormalizeServerURL(t *testing.T) {
	for given, want := range map[string]string{
		" https://kisgz.kingdee.com/ ":  "https://kisgz.kingdee.com",
		"http://kisgz.kingdee.com":      "http://kisgz.kingdee.com",
		"kisgz.kingdee.com":             "https://kisgz.kingdee.com",
		"KISGZ.kingdee.com:8443//":      "https://KISGZ.kingdee.com:8443",
		"120.132.144.218":               "http://120.132.144.218",
		"120.132.144.218:8080/":         "http://120.132.144.218:8080",
		"http://120.132.144.218///":     "http://120.132.144.218",
		"HTTPS://203.0.113.10":          "https://203.0.113.10",
		"notkisgz.kingdee.com":          "http://notkisgz.kingdee.com",
		"kisgz.kingdee.com.example.org": "http://kisgz.kingdee.com.example.org",
		"203.0.113.10/kis/":             "http://203.0.113.10/kis",
		"[2001:db8::1]:80":              "http://[2001:db8::1]:80",
	} {
		got, err := NormalizeServerURL(given)
		require.NoError(t, err, given)
		assert.Equal(t, want, got, given)
	}
	for _, bad := range []string{"", "/", "http://", "ftp://a", "a b", "http ://a", "a?b=c", "a#b", "u@a", "a\nb", "主机", "a:", "a:b", "http://a:"} {
		_, err := NormalizeServerURL(bad)
		assert.Equal(t, []string{"server_url"}, fieldsOf(t, err), "%q", bad)
	}
}
