package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"keycase/broker"
	"keycase/providers"
	"keycase/vault"
)

// Explained is an error in people's words: what happened, why, and what to do
// now. Why and Do may be empty. Details is for whoever has to look closer; it is
// the program's or the platform's own text and holds no secret.
type Explained struct {
	Title   string
	Why     string
	Do      string
	Details string
}

// sentinel is an error that means one thing wherever it comes from.
type sentinel struct {
	err error
	said
}

// said is an explanation in both languages.
type said struct{ title, why, do providers.Text }

func (s said) in(lang providers.Lang) Explained {
	return Explained{Title: s.title.In(lang), Why: s.why.In(lang), Do: s.do.In(lang)}
}

// Explain puts every error that the vault, the broker and the platforms return
// into people's words. Any other error is named as unexpected, with its text as
// the details.
func Explain(err error, lang providers.Lang) Explained {
	if err == nil {
		return Explained{}
	}
	for _, explain := range []func(error, providers.Lang) (Explained, bool){
		explainSave, explainMove, explainStale, explainInvalid, explainFailure, explainUnreadable, explainNetwork, explainQuota, explainSentinel, explainFull,
	} {
		if e, ok := explain(err, lang); ok {
			return e
		}
	}
	e := unexpected.in(lang)
	e.Details = err.Error()
	return e
}

// explainSave comes first: what was got is not lost, whatever the store says.
func explainSave(err error, lang providers.Lang) (Explained, bool) {
	var save *broker.SaveError
	if !errors.As(err, &save) {
		return Explained{}, false
	}
	cause := Explain(save.Err, lang)
	return Explained{
		Title:   providers.Text{ZH: "拿到了，但还没存上", EN: "Received, but not stored yet"}.In(lang),
		Why:     cause.Title,
		Do:      providers.Text{ZH: "结果先留在内存里，关掉之前再存一次", EN: "It is kept in memory; store it again before closing"}.In(lang),
		Details: cause.Details,
	}, true
}

// explainStale tells what the platform refused, and why it could not be mended.
func explainStale(err error, lang providers.Lang) (Explained, bool) {
	var stale *broker.StaleError
	if !errors.As(err, &stale) {
		return Explained{}, false
	}
	refusal, _ := explainFailure(stale.Refusal, lang)
	cause := Explain(stale.Err, lang)
	e := Explained{Title: refusal.Title, Why: cause.Title, Do: cause.Do, Details: refusal.Details}
	if len(stale.Missing) > 0 {
		labels := make([]string, len(stale.Missing))
		for i, f := range stale.Missing {
			labels[i] = f.Label.In(lang)
		}
		list := strings.Join(labels, providers.Text{ZH: "、", EN: ", "}.In(lang))
		e.Why = providers.Text{ZH: "换新的要用到 " + list + "，凭证里没有", EN: "Newer ones are asked for with " + list + ", which the credential lacks"}.In(lang)
	}
	return e, true
}

func explainInvalid(err error, lang providers.Lang) (Explained, bool) {
	var invalid *providers.InvalidError
	if !errors.As(err, &invalid) {
		return Explained{}, false
	}
	lines := make([]string, len(invalid.Problems))
	for i, p := range invalid.Problems {
		lines[i] = p.Field + colon.In(lang) + p.Text.In(lang)
	}
	return Explained{
		Title:   providers.Text{ZH: "有几项填得不对", EN: "Some values are not right"}.In(lang),
		Why:     strings.Join(lines, "\n"),
		Do:      providers.Text{ZH: "改好标出来的几项，填过的都还在", EN: "Correct the marked ones; what was typed is still there"}.In(lang),
		Details: err.Error(),
	}, true
}

var colon = providers.Text{ZH: "：", EN: ": "}

func explainFailure(err error, lang providers.Lang) (Explained, bool) {
	var f *providers.Failure
	if !errors.As(err, &f) {
		return Explained{}, false
	}
	return Explained{
		Title:   sentence(f.Meaning, lang),
		Do:      sentence(f.Action, lang),
		Details: strings.TrimSpace(f.Code + " · " + f.Message),
	}, true
}

func explainUnreadable(err error, lang providers.Lang) (Explained, bool) {
	var u *providers.UnreadableError
	if !errors.As(err, &u) {
		return Explained{}, false
	}
	return Explained{
		Title:   providers.Text{ZH: "平台的回答看不懂", EN: "The platform's answer cannot be understood"}.In(lang),
		Why:     sentence(u.Reason, lang),
		Do:      providers.Text{ZH: "过一会儿再试；一直这样就核对地址", EN: "Try again in a while; if it stays so, check the address"}.In(lang),
		Details: err.Error(),
	}, true
}

func explainNetwork(err error, lang providers.Lang) (Explained, bool) {
	var n *broker.NetworkError
	if !errors.As(err, &n) {
		return Explained{}, false
	}
	e := Explained{
		Title: providers.Text{ZH: "平台没有回答", EN: "The platform did not answer"}.In(lang),
		Why:   sentence(n.Reason, lang),
		Do:    sentence(n.Action, lang),
	}
	if n.Err != nil {
		e.Details = n.Err.Error()
	}
	return e, true
}

func explainQuota(err error, lang providers.Lang) (Explained, bool) {
	var q *broker.QuotaError
	if !errors.As(err, &q) {
		return Explained{}, false
	}
	at := q.Until.In(providers.ChinaTime)
	next := providers.Text{
		ZH: fmt.Sprintf("%d 月 %d 日 %s 以后再取", at.Month(), at.Day(), at.Format("15:04:05")),
		EN: "Possible again after " + at.Format("Jan 2 15:04:05") + " (China time)",
	}
	limit := providers.Text{
		ZH: fmt.Sprintf("平台每%s只给 %d 次，这次没有发出去", spanZH(q.Window), q.Limit),
		EN: fmt.Sprintf("The platform allows %d calls in %s, so nothing was sent", q.Limit, spanEN(q.Window)),
	}
	return Explained{
		Title:   providers.Text{ZH: "次数用完了", EN: "The limit is used up"}.In(lang),
		Why:     limit.In(lang),
		Do:      next.In(lang),
		Details: err.Error(),
	}, true
}

func spanZH(d time.Duration) string {
	switch d {
	case 24 * time.Hour:
		return "天"
	case time.Minute:
		return "分钟"
	default:
		return fmt.Sprintf(" %d 秒", d/time.Second)
	}
}

func spanEN(d time.Duration) string {
	switch d {
	case 24 * time.Hour:
		return "a day"
	case time.Minute:
		return "a minute"
	default:
		return fmt.Sprintf("%d s", d/time.Second)
	}
}

func explainSentinel(err error, lang providers.Lang) (Explained, bool) {
	for _, s := range slices.Concat(keyringSentinels, backupSentinels, sentinels, diskSentinels) {
		if errors.Is(err, s.err) {
			e := s.in(lang)
			e.Details = err.Error()
			return e, true
		}
	}
	return Explained{}, false
}

// sentence begins an English text with a capital, unless it begins with a wire
// name; Chinese has none.
func sentence(t providers.Text, lang providers.Lang) string {
	s := t.In(lang)
	word, _, _ := strings.Cut(s, " ")
	if s == "" || lang != providers.English || strings.TrimLeft(word, "abcdefghijklmnopqrstuvwxyz'") != "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

var unexpected = said{
	title: providers.Text{ZH: "出了意外", EN: "Something unexpected happened"},
	do:    providers.Text{ZH: "再试一次；还不行就把详情发给我们", EN: "Try again; if it stays so, report the details"},
}

// sentinels are looked through in order; those that others wrap come last.
var sentinels = []sentinel{
	{vault.ErrExists, said{
		providers.Text{ZH: "已经有同名的凭证", EN: "There is a credential of that name"},
		providers.Text{ZH: "名字不分大小写", EN: "Names are compared without letter case"},
		providers.Text{ZH: "换一个名字", EN: "Choose another name"},
	}},
	{vault.ErrBadName, said{
		providers.Text{ZH: "名字不能用", EN: "That name cannot be used"},
		providers.Text{ZH: "它是空的、超过 128 个字、带看不见的字符，或者看起来像内部编号", EN: "It is empty, longer than 128 characters, has invisible characters or looks like an internal number"},
		providers.Text{ZH: "换一个名字", EN: "Choose another name"},
	}},
	{vault.ErrBadValue, said{
		providers.Text{ZH: "有一个值存不了", EN: "A value cannot be stored"},
		providers.Text{ZH: "里面有认不出的字符", EN: "It has characters that are not valid text"},
		providers.Text{ZH: "重新复制一次", EN: "Copy it again"},
	}},
	{vault.ErrWrongPassphrase, said{
		title: providers.Text{ZH: "主密码不对", EN: "Wrong passphrase"},
		do:    providers.Text{ZH: "再输一次，注意大小写", EN: "Type it again; letter case matters"},
	}},
	{vault.ErrNoPassphrase, said{
		title: providers.Text{ZH: "还缺主密码", EN: "A passphrase is needed"},
		do:    providers.Text{ZH: "输入主密码", EN: "Type the passphrase"},
	}},
	{vault.ErrLocked, said{
		providers.Text{ZH: "密钥锁着", EN: "The secrets are locked"},
		providers.Text{ZH: "解锁之前读不出也存不进", EN: "Until they are unlocked, nothing can be read or stored"},
		providers.Text{ZH: "解锁后再试一次", EN: "Unlock, then try again"},
	}},
	{vault.ErrNoStoreChosen, said{
		title: providers.Text{ZH: "还没选密钥存在哪", EN: "No place for the secrets was chosen yet"},
		do:    providers.Text{ZH: "选系统密钥环或加密文件", EN: "Choose the system keyring or an encrypted file"},
	}},
	{vault.ErrOtherStore, said{
		providers.Text{ZH: "密钥存在别处", EN: "The secrets lie in another place"},
		providers.Text{ZH: "这个文件夹当初选的不是这种存放方式", EN: "This folder was set up with another store"},
		providers.Text{ZH: "按当初的方式打开，或换一个数据文件夹", EN: "Open it with that store, or take another folder"},
	}},
	{vault.ErrDenied, said{
		providers.Text{ZH: "系统密钥环没有答应", EN: "The system keyring refused"},
		providers.Text{ZH: "解锁的窗口被关掉了，或者写入没有生效", EN: "Its prompt was dismissed, or the write had no effect"},
		providers.Text{ZH: "再试一次，在系统弹出的窗口里点允许", EN: "Try again and allow it in the system's prompt"},
	}},
	{vault.ErrNoKeyring, said{
		providers.Text{ZH: "这台电脑没有可用的系统密钥环", EN: "No system keyring answers here"},
		providers.Text{ZH: "密钥环服务没装，或没有启动", EN: "The keyring service is not installed or not running"},
		providers.Text{ZH: "启动密钥环后再试，或用加密文件", EN: "Start the keyring and try again, or use an encrypted file"},
	}},
	{vault.ErrTooLarge, said{
		providers.Text{ZH: "内容太长，系统密钥环放不下", EN: "Too long for the system keyring"},
		providers.Text{ZH: "密钥环对每一条有长度限制", EN: "The keyring limits the length of each item"},
		providers.Text{ZH: "核对有没有多复制内容；确实这么长就用加密文件", EN: "Check that nothing was copied along; if it is that long, use an encrypted file"},
	}},
	{vault.ErrNewerIndex, said{
		title: providers.Text{ZH: "数据是更新的版本写的", EN: "The data was written by a newer version"},
		do:    providers.Text{ZH: "把钥匣升级到最新版再打开", EN: "Update Keycase, then open it again"},
	}},
	{vault.ErrCorrupt, said{
		title: providers.Text{ZH: "存的数据坏了", EN: "The stored data is damaged"},
		do:    providers.Text{ZH: "从备份恢复数据文件夹；只有一条凭证这样，就删掉重新添加", EN: "Restore the data folder from a backup; if it is one credential only, remove it and add it again"},
	}},
	{vault.ErrTokenLost, said{
		providers.Text{ZH: "这个令牌的内容没有了", EN: "This token's value is gone"},
		providers.Text{ZH: "存放的地方找不到它，或者说不清它是哪个地址发的", EN: "The store no longer holds it, or nobody knows which address issued it"},
		providers.Text{ZH: "重新取一个", EN: "Fetch a new one"},
	}},
	{vault.ErrMoved, said{
		title: providers.Text{ZH: "地址刚刚改过，这次的结果没有存", EN: "The address was changed meanwhile, so the result was not stored"},
		do:    providers.Text{ZH: "在新地址上再取一次", EN: "Fetch it again from the new address"},
	}},
	{vault.ErrItemMissing, said{
		providers.Text{ZH: "这条密钥不见了", EN: "This secret is gone"},
		providers.Text{ZH: "不是钥匣删的", EN: "Keycase did not delete it"},
		providers.Text{ZH: "从备份恢复，或编辑这个凭证重新填", EN: "Restore it from a backup, or edit the credential and give it again"},
	}},
	{vault.ErrLeftover, said{
		title: providers.Text{ZH: "已经删了，还有一条密钥没清掉", EN: "Removed, but one secret is not cleared yet"},
		do:    providers.Text{ZH: "不用管，下次启动会再清一次", EN: "Nothing to do; the next start tries again"},
	}},
	{vault.ErrTimeout, said{
		title: providers.Text{ZH: "等太久没有回答", EN: "It took too long to answer"},
		do:    providers.Text{ZH: "过一会儿再试", EN: "Try again in a while"},
	}},
	{vault.ErrUnsupported, said{
		title: providers.Text{ZH: "这种存放方式做不了这件事", EN: "This store cannot do that"},
	}},
	{vault.ErrClosed, said{
		title: providers.Text{ZH: "正在退出", EN: "Keycase is closing"},
	}},
	{vault.ErrNotFound, said{
		providers.Text{ZH: "找不到了", EN: "It is not there any more"},
		providers.Text{ZH: "可能已经被删掉或改了名", EN: "It may have been removed or renamed"},
		providers.Text{ZH: "刷新列表再找", EN: "Look at the list again"},
	}},
	{broker.ErrBindAgain, said{
		providers.Text{ZH: "刷新不了，要重新绑定", EN: "It cannot be refreshed, only bound again"},
		providers.Text{ZH: "刷新令牌已经过期，或者平台不给刷新", EN: "The refresh token has expired, or the platform gives none"},
		providers.Text{ZH: "打开这个凭证，重新授权一次", EN: "Open the credential and authorise it again"},
	}},
	{broker.ErrKeysLacking, said{
		providers.Text{ZH: "自动换不了新的密钥", EN: "Newer keys cannot be fetched"},
		providers.Text{ZH: "凭证里缺了换密钥要用的那一项", EN: "The credential lacks what they are asked for with"},
		providers.Text{ZH: "编辑这个凭证补上它；或者重新授权，把新的密钥填进来", EN: "Edit the credential and add it; or authorise again and fill in the new keys"},
	}},
	{broker.ErrNoNewerKeys, said{
		providers.Text{ZH: "平台没有给出更新的密钥", EN: "The platform tells no newer keys"},
		providers.Text{ZH: "授权可能取消了，或者停用后换了一套密钥", EN: "The authorisation may be gone, or may have got other keys since"},
		providers.Text{ZH: "到平台重新授权，把新的密钥填进这个凭证", EN: "Authorise again on the platform and fill the new keys into the credential"},
	}},
	{broker.ErrNotRenewable, said{
		providers.Text{ZH: "不用刷新", EN: "It needs no refresh"},
		providers.Text{ZH: "这个令牌永不过期", EN: "This token never expires"},
		providers.Text{ZH: "接着用就行", EN: "Go on using it"},
	}},
	{broker.ErrNoToken, said{
		title: providers.Text{ZH: "还没有令牌", EN: "There is no token yet"},
		do:    providers.Text{ZH: "先取一个", EN: "Get one first"},
	}},
	{providers.ErrInput, said{
		title: providers.Text{ZH: "输入的内容读不懂", EN: "The input cannot be read"},
		do:    providers.Text{ZH: "照样例改一改", EN: "Compare it with the example"},
	}},
	{providers.ErrUnknown, said{
		title: providers.Text{ZH: "没有这个平台或操作", EN: "There is no such platform or operation"},
	}},
	{ErrOpenPassphrase, said{
		providers.Text{ZH: "主密码文件别人也能读或改", EN: "Others can read or change the passphrase file"},
		providers.Text{ZH: "这样它什么也保护不了，没有读它", EN: "So it protects nothing, and was not read"},
		providers.Text{ZH: "用 chmod 600 收紧权限再试", EN: "Tighten it with chmod 600, then try again"},
	}},
	{ErrPassphraseLines, said{
		providers.Text{ZH: "主密码文件不对", EN: "That is no passphrase file"},
		providers.Text{ZH: "里面不止一行，或者超过 4 KiB", EN: "It has more than one line or more than 4 KiB"},
		providers.Text{ZH: "文件里只放主密码这一行", EN: "Put the passphrase alone into it, on one line"},
	}},
	{ErrNoHome, said{
		title: providers.Text{ZH: "找不到放数据的文件夹", EN: "No folder for the data was found"},
		do:    providers.Text{ZH: "用 -home 指定一个", EN: "Name one with -home"},
	}},
	{context.DeadlineExceeded, said{
		title: providers.Text{ZH: "等太久没有回答", EN: "It took too long to answer"},
		do:    providers.Text{ZH: "过一会儿再试", EN: "Try again in a while"},
	}},
	{context.Canceled, said{
		title: providers.Text{ZH: "已取消", EN: "Cancelled"},
	}},
}
