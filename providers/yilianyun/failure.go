package yilianyun

import "keycase/providers"

// failure explains a code of the platform's table.
func failure(code, message string) *providers.Failure {
	return providers.Explain(failures, code, message)
}

var (
	report      = providers.Text{ZH: "把代码和时间发给我们，这多半是软件的问题", EN: "report the code and the time; this is most likely a fault of the software"}
	authorise   = providers.Text{ZH: "重新授权：开放型再扫一次小票，自有型重新获取令牌", EN: "authorise again: scan a new slip (open app) or get the token again (self-owned app)"}
	askPlatform = providers.Text{ZH: "再试一次；还不行就找易联云客服", EN: "try once more; then ask Yilianyun's support"}
	checkCall   = providers.Text{ZH: "按接口文档核对这个参数", EN: "check this parameter against the documentation of the call"}
	checkPower  = providers.Text{ZH: "看打印机通没通电、联没联网，再试一次", EN: "check the printer's power and network, then try again"}
)

// failures are all codes that the platform has published; 44 is not assigned.
var failures = map[string]providers.Failure{
	"1": {
		Meaning: providers.Text{ZH: "授权网址里的 response_type 不对", EN: "response_type in the authorisation URL is wrong"},
		Action:  providers.Text{ZH: "response_type 固定填 code", EN: "response_type must be code"},
	},
	"2": {
		Meaning: providers.Text{ZH: "没有这个应用 ID", EN: "there is no such client_id"},
		Action:  providers.Text{ZH: "到开放平台重新复制应用 ID", EN: "copy client_id again from the open platform"},
	},
	"3": {
		Meaning: providers.Text{ZH: "redirect_uri 和后台登记的不一样", EN: "redirect_uri differs from the registered one"},
		Action:  providers.Text{ZH: "到开放平台核对回调地址，一个字符都不能差", EN: "compare it with the callback address on the open platform; every character counts"},
	},
	"4": {
		Meaning: providers.Text{ZH: "授权网址里少了 client_id、response_type 或 state", EN: "client_id, response_type or state is missing in the authorisation URL"},
		Action:  providers.Text{ZH: "把三个都带上", EN: "send all three"},
	},
	"5": {
		Meaning: providers.Text{ZH: "应用 ID 或应用密钥不对", EN: "client_id or client_secret is wrong"},
		Action:  providers.Text{ZH: "到开放平台把两个一起重新复制", EN: "copy both again from the open platform"},
	},
	"6": {
		Meaning: providers.Text{ZH: "授权码不对或过期了，它只能用 600 秒", EN: "the code is wrong or has expired; it is good for 600 seconds"},
		Action:  providers.Text{ZH: "在浏览器里重新授权，拿到新的马上用", EN: "authorise again in the browser and use the new code at once"},
	},
	"7": {
		Meaning: providers.Text{ZH: "易联云账号或密码不对", EN: "the Yilianyun account or password is wrong"},
		Action:  providers.Text{ZH: "重新登录易联云，再授权", EN: "log in to Yilianyun again, then authorise"},
	},
	"8": {
		Meaning: providers.Text{ZH: "打印机信息不对", EN: "the printer's data is wrong"},
		Action:  providers.Text{ZH: "照打印机底部的标签核对终端号", EN: "compare machine_code with the label under the printer"},
	},
	"9": {
		Meaning: providers.Text{ZH: "连不上打印机", EN: "the printer cannot be reached"},
		Action:  checkPower,
	},
	"10": {
		Meaning: providers.Text{ZH: "应用没有这台打印机的权限", EN: "the app may not use this printer"},
		Action:  providers.Text{ZH: "先把打印机授权给这个应用；开放型看令牌是不是这台的", EN: "authorise the printer for this app first; with an open app, check that the token belongs to this printer"},
	},
	"11": {
		Meaning: providers.Text{ZH: "签名对不上", EN: "the signature does not match"},
		Action:  providers.Text{ZH: "按顺序看：电脑的时间准不准；应用密钥有没有填错或多了空格；再用签名诊断找差在哪一步", EN: "check in this order: this machine's clock; client_secret, and spaces copied along; then let the signature doctor find the step that differs"},
		Clock:   true,
	},
	"12": {
		Meaning: providers.Text{ZH: "少了必要的参数", EN: "a required parameter is missing"},
		Action:  providers.Text{ZH: "看有没有空着的必填项；都填了就把代码发给我们", EN: "look for required fields that are empty; if there are none, report the code"},
	},
	"13": {
		Meaning: providers.Text{ZH: "没打印出来，打印内容有问题", EN: "printing failed because of its content"},
		Action:  providers.Text{ZH: "核对打印内容，先打一行普通文字试试", EN: "check the content; try one line of plain text first"},
	},
	"14": {
		Meaning: providers.Text{ZH: "access_token 不对", EN: "the access_token is wrong"},
		Action:  authorise,
	},
	"15": {
		Meaning: providers.Text{ZH: "要的权限比第一次授权的大", EN: "more rights were asked for than were first given"},
		Action:  providers.Text{ZH: "scope 固定填 all", EN: "scope must be all"},
	},
	"16": {
		Meaning: providers.Text{ZH: "k1、k2、k3 机型不支持", EN: "models k1, k2 and k3 are not supported"},
		Action:  providers.Text{ZH: "换一台新机型的打印机", EN: "use a printer of a newer model"},
	},
	"17": {
		Meaning: providers.Text{ZH: "打印机已经被别的易联云账号绑定", EN: "the printer is bound to another Yilianyun account"},
		Action:  providers.Text{ZH: "让原来的账号先解绑，再来绑定", EN: "its owner has to unbind it first"},
	},
	"18": {
		Meaning: providers.Text{ZH: "access_token 过期或不对", EN: "the access_token has expired or is wrong"},
		Action:  providers.Text{ZH: "先刷新令牌；刷新不了就重新授权", EN: "refresh the token; if that fails, authorise again"},
		Stale:   providers.StaleToken,
	},
	"19": {
		Meaning: providers.Text{ZH: "应用没有上架，或者已经下架", EN: "the app is not published, or no longer"},
		Action:  providers.Text{ZH: "到开放平台把应用上架", EN: "publish the app on the open platform"},
	},
	"20": {
		Meaning: providers.Text{ZH: "refresh_token 过期了：一般有 35 天，换过新的以后旧的只再管 2 小时", EN: "the refresh_token has expired; it lives 35 days, but only 2 hours more once it was exchanged"},
		Action:  authorise,
		Stale:   providers.StaleRefresh,
	},
	"21": {
		Meaning: providers.Text{ZH: "关机或重启没成功", EN: "shutting down or restarting failed"},
		Action:  checkPower,
	},
	"22": {
		Meaning: providers.Text{ZH: "声音没设置成功", EN: "setting the sound failed"},
		Action:  checkPower,
	},
	"23": {
		Meaning: providers.Text{ZH: "没拿到机型和打印宽度", EN: "model and printing width could not be read"},
		Action:  checkPower,
	},
	"24": {
		Meaning: providers.Text{ZH: "没有可以取消的订单", EN: "there is no order to cancel"},
		Action:  providers.Text{ZH: "不用处理，单子已经打完或取消了", EN: "nothing to do; the orders are printed or cancelled"},
	},
	"25": {
		Meaning: providers.Text{ZH: "没找到这个机型的硬件和软件版本", EN: "the model's hardware and software versions were not found"},
		Action:  askPlatform,
	},
	"26": {
		Meaning: providers.Text{ZH: "logo 没取消成功", EN: "removing the logo failed"},
		Action:  checkPower,
	},
	"27": {
		Meaning: providers.Text{ZH: "没带 scope", EN: "scope is missing"},
		Action:  providers.Text{ZH: "scope 固定填 all", EN: "scope must be all"},
	},
	"28": {
		Meaning: providers.Text{ZH: "logo 没设置成功", EN: "setting the logo failed"},
		Action:  providers.Text{ZH: "核对图片地址和格式，再看打印机在不在线", EN: "check the picture's address and format, and that the printer is online"},
	},
	"29": {
		Meaning: providers.Text{ZH: "应用 ID、终端号或密钥空着", EN: "client_id, machine_code or the printer's key is empty"},
		Action:  providers.Text{ZH: "三个都填上；密钥填特殊密钥或终端密钥其中一个", EN: "fill in all three; of the keys, either qr_key or msign"},
	},
	"30": {
		Meaning: providers.Text{ZH: "终端号或特殊密钥不对；特殊密钥只能用 300 秒", EN: "machine_code or qr_key is wrong; qr_key is good for 300 seconds"},
		Action:  providers.Text{ZH: "在打印机菜单「本机信息」再打印一张小票，5 分钟内用新的特殊密钥", EN: "print a new slip from the printer's menu 本机信息 and use its qr_key within 5 minutes"},
	},
	"31": {
		Meaning: providers.Text{ZH: "自有型应用不能用这个接口", EN: "self-owned apps may not make this call"},
		Action:  providers.Text{ZH: "自有型应用改用「添加打印机」", EN: "a self-owned app adds printers with add-printer"},
	},
	"32": {
		Meaning: providers.Text{ZH: "订单确认没设置成功", EN: "setting the order confirmation failed"},
		Action:  checkPower,
	},
	"33": {
		Meaning: providers.Text{ZH: "id 不是合法的 UUID", EN: "id is not a valid UUID"},
		Action:  report,
	},
	"34": {
		Meaning: providers.Text{ZH: "平台说这个操作不合法", EN: "the platform calls this operation illegal"},
		Action:  providers.Text{ZH: "看应用类型选对没有：添加打印机只给自有型用", EN: "check the app type: only self-owned apps add printers"},
	},
	"35": {
		Meaning: providers.Text{ZH: "终端号或终端密钥不对", EN: "machine_code or msign is wrong"},
		Action:  providers.Text{ZH: "照打印机底部的标签核对这两个", EN: "compare both with the label under the printer"},
	},
	"36": {
		Meaning: providers.Text{ZH: "按键打印没开启或关闭成功", EN: "switching printing by key on or off failed"},
		Action:  checkPower,
	},
	"37": {
		Meaning: providers.Text{ZH: "应用菜单没添加成功", EN: "adding the app menu failed"},
		Action:  checkPower,
	},
	"38": {
		Meaning: providers.Text{ZH: "应用菜单的 content 不是 JSON 数组", EN: "content of the app menu is not a JSON array"},
		Action:  providers.Text{ZH: "把 content 写成 JSON 数组", EN: "write content as a JSON array"},
	},
	"39": {
		Meaning: providers.Text{ZH: "应用菜单太多了", EN: "there are too many app menus"},
		Action:  providers.Text{ZH: "删掉几个菜单再试", EN: "remove some menus and try again"},
	},
	"40": {
		Meaning: providers.Text{ZH: "应用菜单里有重名", EN: "two app menus have the same name"},
		Action:  providers.Text{ZH: "给每个菜单起不同的 name", EN: "give every menu a name of its own"},
	},
	"41": {
		Meaning: providers.Text{ZH: "今天的 20 次令牌用完了", EN: "today's 20 tokens are used up"},
		Action:  providers.Text{ZH: "明天再试；手上的令牌没过期就接着用", EN: "try again tomorrow; go on with the present token while it lives"},
	},
	"42": {
		Meaning: providers.Text{ZH: "这个机型不能打面单", EN: "this model cannot print waybills"},
		Action:  providers.Text{ZH: "换一台支持面单的打印机", EN: "use a printer that can"},
	},
	"43": {
		Meaning: providers.Text{ZH: "shipper_type 不对", EN: "shipper_type is wrong"},
		Action:  checkCall,
	},
	"45": {
		Meaning: providers.Text{ZH: "平台报系统错误", EN: "the platform reports a system error"},
		Action:  askPlatform,
		Retry:   true,
	},
	"46": {
		Meaning: providers.Text{ZH: "图片地址或格式不对", EN: "picture_url or its format is wrong"},
		Action:  providers.Text{ZH: "核对 picture_url，用能公开访问的图片", EN: "check picture_url; the picture must be public"},
	},
	"47": {
		Meaning: providers.Text{ZH: "参数不对，是哪个看平台的原话", EN: "a parameter is wrong; the platform's own words say which"},
		Action:  checkCall,
	},
	"48": {
		Meaning: providers.Text{ZH: "这个型号或版本不能设置", EN: "this model or version cannot be set up so"},
		Action:  providers.Text{ZH: "升级打印机固件，或者换一台", EN: "update the printer's firmware, or use another printer"},
	},
	"49": {
		Meaning: providers.Text{ZH: "平台报错，原因看平台的原话", EN: "the platform reports an error; its own words say which"},
		Action:  askPlatform,
	},
}
