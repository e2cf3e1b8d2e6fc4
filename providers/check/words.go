package check

import (
	"fmt"
	"time"

	"keycase/providers"
)

// kinds of what a request carries, in words.
var kinds = map[string]providers.Text{
	"header":    {ZH: "请求头", EN: "header"},
	"parameter": {ZH: "参数", EN: "parameter"},
}

var (
	ofRequest = providers.Text{ZH: "请求", EN: "request"}
	ofTime    = providers.Text{ZH: "时间戳", EN: "timestamp"}
)

func wrongMethod(want, got string) providers.Variant {
	return providers.Variant{
		ID: "wrong-method", Aspect: ofRequest,
		Title:   providers.Text{ZH: "HTTP 方法不对", EN: "The wrong HTTP method"},
		Meaning: providers.Text{ZH: "发的是 " + got + "，这个接口要 " + want, EN: "it was sent by " + got + "; this call wants " + want},
		Fix:     providers.Text{ZH: "改成 " + want, EN: "use " + want},
	}
}

func wrongPath(want string) providers.Variant {
	return providers.Variant{
		ID: "wrong-path", Aspect: ofRequest,
		Title:   providers.Text{ZH: "路径不对", EN: "The wrong path"},
		Meaning: providers.Text{ZH: "发到了别的路径，这个接口在 " + want, EN: "it went to another path; this call is at " + want},
		Fix:     providers.Text{ZH: "发到 " + want, EN: "send it to " + want},
	}
}

func plainHTTP() providers.Variant {
	return providers.Variant{
		ID: "plain-http", Aspect: ofRequest,
		Title:   providers.Text{ZH: "没有用 https", EN: "Not encrypted"},
		Meaning: providers.Text{ZH: "网址是 http:// 的，平台只认 https，而且密钥会在路上被看到", EN: "the URL begins with http://; the platform wants https, and everyone on the way sees the keys"},
		Fix:     providers.Text{ZH: "网址改成 https://", EN: "begin the URL with https://"},
	}
}

func wrongContentType(want string) providers.Variant {
	return providers.Variant{
		ID: "wrong-content-type", Aspect: ofRequest,
		Title:   providers.Text{ZH: "请求体的格式不对", EN: "The wrong format of the body"},
		Meaning: providers.Text{ZH: "平台要 Content-Type: " + want + "，请求体也要是这种格式", EN: "the platform wants Content-Type: " + want + ", and the body in that format"},
		Fix:     providers.Text{ZH: "按 " + want + " 发请求体", EN: "send the body as " + want},
	}
}

func missing(kind, name string) providers.Variant {
	k := kinds[kind]
	return providers.Variant{
		ID: "missing-" + kind, Aspect: ofRequest,
		Title:   providers.Text{ZH: "少了" + k.ZH + " " + name, EN: "The " + k.EN + " " + name + " is missing"},
		Meaning: providers.Text{ZH: "平台要" + k.ZH + " " + name + "，请求里没有", EN: "the platform wants the " + k.EN + " " + name + ", which the request lacks"},
		Fix:     providers.Text{ZH: "加上" + k.ZH + " " + name, EN: "add the " + k.EN + " " + name},
	}
}

func wrongName(kind, want, got string) providers.Variant {
	k := kinds[kind]
	return providers.Variant{
		ID: "wrong-" + kind + "-name", Aspect: ofRequest,
		Title:   providers.Text{ZH: k.ZH + "的名称写错了", EN: "A misspelt " + k.EN},
		Meaning: providers.Text{ZH: "写成了 " + got + "，平台认的是 " + want, EN: got + " was sent; the platform knows " + want},
		Fix:     providers.Text{ZH: "改成 " + want, EN: "call it " + want},
	}
}

// wrongValue tells a value that has to be another; a time in another unit has a
// name of its own.
func (c *comparison) wrongValue(kind, name, want, got string) providers.Variant {
	switch {
	case c.isTime(name):
		return unit("time-format",
			providers.Text{ZH: "时间读不懂", EN: "A time that cannot be read"},
			providers.Text{ZH: name + " 不是平台要的格式", EN: name + " is not in the form that the platform wants"},
			providers.Text{ZH: "照平台文档的格式写 " + name, EN: "write " + name + " in the form of the platform's documentation"})
	case len(want) == 13 && want == got+"000":
		return unit("seconds-for-milliseconds",
			providers.Text{ZH: "时间戳用了秒", EN: "Seconds for milliseconds"},
			providers.Text{ZH: name + " 是 10 位的秒；平台要 13 位的毫秒", EN: name + " is 10 digits of seconds; the platform wants 13 digits of milliseconds"},
			providers.Text{ZH: "换成毫秒，签名里也是", EN: "use milliseconds, in the signature as well"})
	case len(got) == 13 && len(want) == 10 && got[:10] == want:
		return unit("milliseconds-for-seconds",
			providers.Text{ZH: "时间戳用了毫秒", EN: "Milliseconds for seconds"},
			providers.Text{ZH: name + " 是 13 位的毫秒；平台要 10 位的秒", EN: name + " is 13 digits of milliseconds; the platform wants 10 digits of seconds"},
			providers.Text{ZH: "换成秒，签名里也是", EN: "use seconds, in the signature as well"})
	}
	k := kinds[kind]
	return providers.Variant{
		ID: "wrong-" + kind + "-value", Aspect: ofRequest,
		Title:   providers.Text{ZH: k.ZH + " " + name + " 的值不对", EN: "The wrong value of " + name},
		Meaning: providers.Text{ZH: "平台要 " + name + " 是 " + c.hidden(want), EN: "the platform wants " + name + " to be " + c.hidden(want)},
		Fix:     providers.Text{ZH: "改成 " + c.hidden(want), EN: "send " + c.hidden(want)},
	}
}

func unit(id string, title, meaning, fix providers.Text) providers.Variant {
	return providers.Variant{ID: id, Aspect: ofTime, Title: title, Meaning: meaning, Fix: fix}
}

func wrongPlace() providers.Variant {
	return providers.Variant{
		ID: "wrong-place", Aspect: ofRequest,
		Title:   providers.Text{ZH: "参数放错了地方", EN: "Parameters in the wrong place"},
		Meaning: providers.Text{ZH: "参数放在了网址里，平台从请求体的表单里读", EN: "parameters are in the URL; the platform reads them from the form in the body"},
		Fix:     providers.Text{ZH: "参数都放进请求体，按 application/x-www-form-urlencoded 编码", EN: "put the parameters into the body, encoded as application/x-www-form-urlencoded"},
	}
}

func duplicate(kind, name string) providers.Variant {
	k := kinds[kind]
	return providers.Variant{
		ID: "duplicate-" + kind, Aspect: ofRequest,
		Title:   providers.Text{ZH: k.ZH + " " + name + " 重复了", EN: "The " + k.EN + " " + name + " is there twice"},
		Meaning: providers.Text{ZH: name + " 出现了不止一次，平台不知道用哪个", EN: name + " occurs more than once, and the platform cannot tell which to use"},
		Fix:     providers.Text{ZH: name + " 只留一个", EN: "keep one " + name},
	}
}

// foreign is told of a value that belongs to another credential.
func foreign(name, own, sent string) providers.Variant {
	return providers.Variant{
		ID: "other-credential", Aspect: ofRequest,
		Title:   providers.Text{ZH: name + " 不是这份凭证的", EN: name + " is not this credential's"},
		Meaning: providers.Text{ZH: "凭证里是 " + own + "，请求里是 " + sent, EN: "the credential has " + own + ", and the request " + sent},
		Fix:     providers.Text{ZH: "一个请求里的值都用同一份凭证的；本来就是另一份，就换成那一份再查", EN: "take all values of a request from one credential; where another one is meant, check against that"},
	}
}

func leaked(name string) providers.Variant {
	return providers.Variant{
		ID: "secret-sent", Aspect: ofRequest,
		Title:   providers.Text{ZH: "把密钥发出去了", EN: "A secret was sent along"},
		Meaning: providers.Text{ZH: "请求里带着 " + name + "；它只用来算签名，不该出现在请求里", EN: "the request holds " + name + ", which is for signing only and must not be sent"},
		Fix:     providers.Text{ZH: "从请求里去掉 " + name + "；已经发到过别处就换一个新的", EN: "drop " + name + " from the request, and have it replaced where it was sent elsewhere"},
	}
}

func expired(life time.Duration) providers.Variant {
	minutes := int(life / time.Minute)
	return providers.Variant{
		ID: "expired-timestamp", Aspect: ofTime,
		Title:   providers.Text{ZH: "时间戳过期了", EN: "The timestamp has expired"},
		Meaning: providers.Text{ZH: fmt.Sprintf("签名只有效 %d 分钟，这个已经超过了", minutes), EN: fmt.Sprintf("a signature is good for %d minutes, and this one is older", minutes)},
		Fix:     providers.Text{ZH: "每次发请求前重新取时间、重新签名；还过期就校准电脑时间", EN: "take the time and sign anew before each request; set the clock right where that does not help"},
	}
}

func tooEarly(life time.Duration) providers.Variant {
	v := expired(life)
	v.ID, v.Title = "future-timestamp", providers.Text{ZH: "时间戳是将来的", EN: "The timestamp is in the future"}
	v.Meaning = providers.Text{ZH: "签名用的时间比现在晚，电脑时间快了", EN: "the time that was signed has not come yet; that computer's clock is fast"}
	return v
}
