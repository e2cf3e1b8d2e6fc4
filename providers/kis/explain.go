package kis

import "keycase/providers"

// explained names no addresses: none of the platform's own is known.
var explained = map[string]providers.Explanation{
	"timestamp": {Why: providers.Text{ZH: "北京时间，签的是原样，空格和冒号不编码", EN: "China Standard Time, signed as it is, space and colons not encoded"}},
	"state":     {Why: providers.Text{ZH: "每次换新，至少 16 位字母数字，平台原样返回", EN: "new every time, 16 letters and digits or more; the platform sends it back"}},
}
