#!/usr/bin/env bash
# Walks through all four platforms with the command line, against the sandbox,
# and photographs the window. Everything it makes lies in build/demo.
set -euo pipefail
cd "$(dirname "$0")/.."

rm -rf build/demo
mkdir -p build/demo/home
(umask 077; head -c 24 /dev/urandom | base64 >build/demo/passphrase)

cli=build/keycase-cli
kc() { "$cli" --home build/demo/home --store file --passphrase-file build/demo/passphrase --quiet "$@"; }

title() { printf '\n\033[1m%s\033[0m\n' "$*"; }
say() { printf '  %s\n' "$*"; }
show() { sed 's/^/    /'; }

exec {announced}< <(exec "$cli" sandbox --addr 127.0.0.1:0 --json 2>build/demo/sandbox.log)
sandbox=$!
trap 'kill "$sandbox" 2>/dev/null || true' EXIT
# The first line is the sandbox's word that it listens.
IFS= read -r urls <&"$announced" || { cat build/demo/sandbox.log >&2; exit 1; }
url() { jq -r --arg p "$1" '.[$p]' <<<"$urls"; }
account() { "$cli" sandbox --accounts | jq -c --arg p "$1" '.[$p]'; }

title '沙盒 The sandbox'
say '四个平台在本机上演一遍，和真的一样严格；不碰真密钥，也不出这台机器。'
say 'It plays the four platforms on this machine, as strict as the real ones.'
jq -r 'to_entries[] | "\(.key)\t\(.value)"' <<<"$urls" | show

title '1. 金蝶云·星辰 Kingdee JDY'
say '凭证进来：密钥只进加密的库，不进命令行参数。 The keys go in through standard input, never as arguments.'
account jdy | kc --base-url "jdy=$(url jdy)" credential add jdy 晨光商贸 --input - | show
say '每一步签名都看得见。 Every step of the signature:'
kc sign jdy.app-token --credential 晨光商贸 | show
say '换一个 app-token，24 小时有效。 An app-token, good for 24 hours:'
kc run jdy.app-token --credential 晨光商贸 | show
say '一条签好名的 curl，粘到终端就能用。 A signed call as curl, and what the gateway answers to it:'
echo '{"path":"/jdy/v2/bd/customer","query":[["page","1"],["page_size","20"],["search","晨光"]]}' |
	kc snippet jdy.request --credential 晨光商贸 --input - --as bash >build/demo/jdy.sh
# What is shown hides the token; what ran had it.
token=$(kc token get 晨光商贸)
sed "s/$token/********/" build/demo/jdy.sh | show
bash -c "$(cat build/demo/jdy.sh) -sS" | show
echo

title '2. 金蝶 KIS'
account kis | kc --base-url "kis=$(url kis)" credential add kis 明德会计 --input - | show
say '这个企业号下的产品，最近登录的在前。 The products of this enterprise, the one used last first:'
kc run kis.server-url --credential 明德会计 | show
say '选第一个，调一次业务接口。 The first of them, and one business call through its router:'
kc --json run kis.server-url --credential 明德会计 |
	jq -c '.grants[0] | {netid, server_url, method: "kis.APP004088.acctplatform.AcctController.DealAcctPlatForm", custdata: "{\"ProductID\":\"demo\",\"AccountDB\":\"demo\",\"Data\":{\"Action\":\"GetAcctList\"}}"}' |
	kc run kis.router --credential 明德会计 --input - | show

title '3. 金蝶业务机器人 Kingdee robot platform'
account robot | kc --base-url "robot=$(url robot)" credential add robot 华东客服机器人 --input - | show
kc run robot.token --credential 华东客服机器人 | show
say '业务调用带第二对密钥，两对从不混用。 A business call carries the second key pair; the two are never mixed up:'
echo '{"method":"POST","path":"/ocr/invoice","body":{"image":"demo"}}' | kc run robot.request --credential 华东客服机器人 --input - | show

title '4. 易联云 Yilianyun'
account yilianyun | jq -c 'del(.machine_code, .msign)' | kc --base-url "yilianyun=$(url yilianyun)" credential add yilianyun 解放路店 --input - | show
say '打印机吐出小票，上面的特殊密钥 300 秒内有效。 The printer prints its temporary key, good for 300 seconds; it is paired with it:'
machine=$(account yilianyun | jq -r .machine_code)
curl -sS --data-raw "{\"machine_code\":\"$machine\"}" "$(url yilianyun)/_sandbox/qr-key" |
	jq -c --arg m "$machine" '{machine_code: $m, qr_key}' |
	kc run yilianyun.scan-code --credential 解放路店 --input - | show
say '自有型应用：令牌永不过期，一天只能取 20 次。 A self-owned app: its token never expires.'
account yilianyun-self | jq -c 'del(.machine_code, .msign)' | kc --base-url "yilianyun=$(url yilianyun)" credential add yilianyun 总部自有应用 --input - | show
kc run yilianyun.client-token --credential 总部自有应用 | show

title '到期总览 What is held, and for how long'
kc token list | show

title '出错时 When something is wrong'
say '平台的错误码变成人话。 A code of the platform, in plain words:'
echo '{"errcode":4006,"description":"X-Api-TimeStamp expired[GW]"}' | kc parse jdy.app-token --status 519 2>&1 | show || true

title '窗口 The window'
if scripts/screenshots.sh build/demo build; then
	say '截图在 build/。 Screenshots of the real window:'
	find build -maxdepth 1 -name 'keycase-*.png' | sort | show
else
	say '这台机器开不了窗口，跳过截图。 No window can be opened here, so there are no screenshots.'
fi
