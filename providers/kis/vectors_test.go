package kis

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
	"keycase/providers/internal/digest"
	"keycase/providers/internal/vectors"
)

func operation(tb testing.TB, id string) *providers.Operation {
	tb.Helper()
	op, ok := Platform().Operation(id)
	require.True(tb, ok, id)
	return op
}

// envAt is the environment in which the platform's wall clock shows timestamp,
// on a machine that runs on UTC.
func envAt(tb testing.TB, timestamp, state string) providers.Env {
	tb.Helper()
	now, err := time.ParseInLocation(time.DateTime, timestamp, providers.ChinaTime)
	require.NoError(tb, err)
	return providers.Env{Now: now.UTC(), State: state}
}

func sign(tb testing.TB, id string, env providers.Env, v providers.Values) providers.Signed {
	tb.Helper()
	signed, err := operation(tb, id).Sign(env, v)
	require.NoError(tb, err)
	return signed
}

func query(tb testing.TB, r *providers.Request) string {
	tb.Helper()
	u, err := url.Parse(r.URL)
	require.NoError(tb, err)
	return u.RawQuery
}

func TestVectors(t *testing.T) {
	vectors.Run(t, "kis", map[string]func(*testing.T, vectors.Vector){
		"v2_access_token":          checkV2,
		"v2_negative":              checkEncodedTimestamp,
		"v1_sign":                  checkV1,
		"response":                 checkResponse,
		"server_url_normalization": checkServerURL,
	})
}

func checkV2(t *testing.T, v vectors.Vector) {
	env := envAt(t, v.Inputs.Text("timestamp"), v.Inputs.Text("state"))
	values := providers.Values{"eid": v.Inputs.Text("eid"), "client_id": v.Inputs.Text("client_id"), "client_secret": v.Inputs.Text("client_secret"), "auth_token": v.Inputs.Text("auth_token")}
	for _, letters := range []string{caseUpper, caseLower} {
		values["md5_case"] = letters
		token := v.Expected.Text("md5_" + letters)

		signed := sign(t, "access-token", env, values)
		assert.Equal(t, v.StringToSign, signed.StringToSign)
		assert.Equal(t, token, signed.Signature)
		assert.Nil(t, signed.Request)
		assert.Equal(t, token, signed.Token.Value)
		assert.Equal(t, map[string]string{"timestamp": v.Inputs.Text("timestamp"), "state": v.Inputs.Text("state")}, signed.Token.Attributes)

		signed = sign(t, "server-url", env, values)
		assert.Equal(t, token, signed.Signature)
		assert.Equal(t, "https://kiscloud.kingdee.com/Kisoemapi/get_server_url?"+v.Expected.Text("get_query_"+letters), signed.Request.URL)
		assert.Contains(t, signed.Request.URL, "timestamp="+v.Expected.Text("timestamp_on_wire")+"&")
	}
	delete(values, "md5_case")
	assert.Equal(t, v.Expected.Text("md5_upper"), sign(t, "access-token", env, values).Signature, "upper case is the default")
}

// The inputs of the wrong recipe are those of kis-v2-002: its correct value is
// that vector's.
func checkEncodedTimestamp(t *testing.T, v vectors.Vector) {
	right := vectors.ByID(t, "kis", "kis-v2-002")
	require.Equal(t, right.Expected.Text("md5_lower"), v.CorrectValueLower)
	in := right.Inputs
	_, wrong := digest.MD5(digest.Lower, url.QueryEscape(in.Text("timestamp")), in.Text("client_id"), in.Text("client_secret"), in.Text("auth_token"), in.Text("state"))
	assert.Equal(t, v.WrongValueLower, wrong)

	ours := sign(t, "access-token", envAt(t, in.Text("timestamp"), in.Text("state")), providers.Values{
		"client_id": in.Text("client_id"), "client_secret": in.Text("client_secret"), "auth_token": in.Text("auth_token"), "md5_case": caseLower,
	}).Signature
	assert.Equal(t, v.CorrectValueLower, ours)
	assert.NotEqual(t, v.WrongValueLower, ours)
}

func checkV1(t *testing.T, v vectors.Vector) {
	env := envAt(t, v.Inputs.Text("Timestamp"), v.Inputs.Text("State"))
	values := providers.Values{"eid": v.Inputs.Text("EID"), "client_id": v.Inputs.Text("ClientID"), "client_secret": v.Inputs.Text("ClientSecret")}

	signed := sign(t, "server-url-v1", env, values)
	assert.Equal(t, v.StringToSign, signed.StringToSign)
	assert.Equal(t, v.Expected.Text("md5_upper"), signed.Signature)

	values["md5_case"] = caseLower
	signed = sign(t, "server-url-v1", env, values)
	assert.Equal(t, v.Expected.Text("md5_lower"), signed.Signature)
	assert.Equal(t, v.Expected.Text("get_query_lower"), query(t, signed.Request))
	assert.Equal(t, "http://kd.cmcloud.cn/Kisoemapi/get_server_url?"+v.Expected.Text("get_query_lower"), signed.Request.URL)
}

func checkResponse(t *testing.T, v vectors.Vector) {
	id := "server-url"
	if strings.Contains(v.ID, "v1") {
		id = "server-url-v1"
	}
	out, err := operation(t, id).Parse(providers.Response{Status: v.Status(), Body: []byte(v.Body)})
	if v.Expected.Text("success") == "false" {
		var f *providers.Failure
		require.ErrorAs(t, err, &f)
		assert.Equal(t, v.Expected.Text("code"), f.Code)
		return
	}
	require.NoError(t, err)
	var count int
	v.Expected.Into("count", &count)
	assert.Len(t, out.Grants, count)
	if v.Expected.Has("normalized_base") {
		assert.Equal(t, v.Expected.Text("normalized_base"), out.Grants[0].Public["server_url"])
	}
}

func checkServerURL(t *testing.T, v vectors.Vector) {
	target, err := RouterURL(v.Inputs.Text("server_url"))
	require.NoError(t, err)
	assert.Equal(t, v.Expected.Text("router_url"), target)
}
