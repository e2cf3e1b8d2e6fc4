package transfer

// alias is what else a field is called.
type alias struct {
	platform, field string
	names           []string
	// weak names are too common to tell a platform by.
	weak bool
}

// aliases come from consoles, answers and public clients; wire names and labels
// need no row.
var aliases = []alias{
	{platform: "jdy", field: "client_id", names: []string{"X-Api-ClientID", "应用 ID"}},
	{platform: "jdy", field: "client_secret", names: []string{"应用密钥", "应用 Secret"}},
	{platform: "jdy", field: "app_key", names: []string{"授权 appKey"}},
	{platform: "jdy", field: "router_addr", names: []string{"gw_router_addr", "router_address"}},
	{platform: "jdy", field: "router_addr", names: []string{"domain"}, weak: true},
	{platform: "jdy", field: "uid", names: []string{"uid"}, weak: true},
	{platform: "jdy", field: "outer_instance_id", names: []string{"第三方实例 ID"}},
	{platform: "kis", field: "eid", names: []string{"enterprise_id", "enterprise_no"}},
	{platform: "kis", field: "auth_token", names: []string{"访问密码"}},
	{platform: "kis", field: "client_secret", names: []string{"应用 Secret"}},
	{platform: "robot", field: "api_key", names: []string{"robot_client_id"}},
	{platform: "robot", field: "secret_key", names: []string{"robot_client_secret", "api_secret"}},
	{platform: "yilianyun", field: "client_id", names: []string{"AppID", "开发者 ID"}},
	{platform: "yilianyun", field: "client_secret", names: []string{"AppSecret", "开发者密钥"}},
	{platform: "yilianyun", field: "app_type", names: []string{"应用服务模式", "服务模式", "grant_mode"}},
}

// addressNames are what the address of an environment is called.
var addressNames = []string{"base_url", "api_base", "api_base_url", "endpoint"}

// sign is what points to a platform as a whole, beside its ID, its names and the
// host of its address.
type sign struct {
	platform string
	words    []string
	hosts    []string
}

var signs = []sign{
	{platform: "jdy", words: []string{"星辰", "精斗云", "xingchen", "jingdouyun"}, hosts: []string{"open.jdy.com", "tf.jdy.com"}},
	{platform: "kis", words: []string{"KIS 云", "kiscloud"}, hosts: []string{"kd.cmcloud.cn", "kisgz.kingdee.com"}},
	{platform: "robot", words: []string{"业务机器人", "kingdeeresearch"}},
	{platform: "yilianyun", words: []string{"yly", "10ss"}, hosts: []string{"dev.10ss.net", "open-api-os.10ss.net", "cloud-open-api.10ss.net"}},
}

// buttons are the words of a console's page that are copied along behind a value.
var buttons = []string{"复制", "显示", "隐藏", "查看", "重置", "重新生成", "修改", "copy", "show", "hide", "reset", "view", "edit", "regenerate"}
