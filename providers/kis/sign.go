package kis

import (
	"time"

	"keycase/providers"
	"keycase/providers/internal/digest"
)

// The values of md5_case.
const (
	caseUpper = "upper"
	caseLower = "lower"
)

func digits(v providers.Values) digest.Digits {
	if v["md5_case"] == caseLower {
		return digest.Lower
	}
	return digest.Upper
}

// moment is what differs between two signatures of the same keys.
type moment struct {
	timestamp string // yyyy-MM-dd HH:mm:ss in China
	state     string
}

func momentOf(env providers.Env) moment {
	return moment{timestamp: env.Now.In(providers.ChinaTime).Format(time.DateTime), state: env.State}
}

// signV2 returns the text that was hashed and the access_token. eid, netid and
// custdata are not part of it.
func (m moment) signV2(d digest.Digits, clientID, clientSecret, authToken string) (text, token string) {
	return digest.MD5(d, m.timestamp, clientID, clientSecret, authToken, m.state)
}

// signV1 returns the text that was hashed and Sign. There is no auth_token, and
// EID comes second.
func (m moment) signV1(d digest.Digits, eid, clientID, clientSecret string) (text, sign string) {
	return digest.MD5(d, m.timestamp, eid, clientID, clientSecret, m.state)
}

func (m moment) trace(recipe, text, name, hash string, d digest.Digits) providers.Trace {
	hint := providers.Text{ZH: "32 位，字母大写", EN: "32 digits, letters in upper case"}
	if d == digest.Lower {
		hint = providers.Text{ZH: "32 位，字母小写", EN: "32 digits, letters in lower case"}
	}
	return providers.Trace{
		{Name: "timestamp", Title: providers.Text{ZH: "时间", EN: "Time"}, Hint: providers.Text{ZH: "北京时间，空格和冒号不编码", EN: "China Standard Time; space and colons are not encoded"}, Value: m.timestamp},
		{Name: "state", Title: providers.Text{ZH: "随机串", EN: "Random text"}, Hint: providers.Text{ZH: "每次换新，至少 16 位字母数字", EN: "new every time, 16 letters and digits or more"}, Value: m.state},
		{Name: "join", Title: providers.Text{ZH: "直接拼接", EN: "Joined"}, Hint: providers.Same(recipe), Value: text},
		{Name: name, Title: providers.Same("MD5 → " + name), Hint: hint, Value: hash},
	}
}
