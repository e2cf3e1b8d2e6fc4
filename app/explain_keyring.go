package app

import (
	"errors"
	"fmt"
	"strings"

	"keycase/providers"
	"keycase/vault"
)

// keyringSentinels are looked through before the others: they are narrower forms of
// some of them.
var keyringSentinels = []sentinel{
	{vault.ErrNoBus, said{
		providers.Text{ZH: "这里连不上系统密钥环", EN: "The system keyring cannot be reached from here"},
		providers.Text{ZH: "没有桌面会话，也就没有会话总线（D-Bus）", EN: "There is no desktop session, and so no session bus (D-Bus)"},
		providers.Text{ZH: "从桌面上启动再试，或用加密文件", EN: "Start it from the desktop, or use an encrypted file"},
	}},
	{vault.ErrNoService, said{
		providers.Text{ZH: "这台电脑没有系统密钥环", EN: "This computer has no system keyring"},
		providers.Text{ZH: "桌面会话里没有保管密钥的服务", EN: "No service of the desktop session keeps secrets"},
		providers.Text{ZH: "装上 gnome-keyring 或 KeePassXC 再试，或用加密文件", EN: "Install gnome-keyring or KeePassXC and try again, or use an encrypted file"},
	}},
	{vault.ErrNoDefault, said{
		providers.Text{ZH: "系统密钥环还没建好", EN: "The system keyring is not set up yet"},
		providers.Text{ZH: "服务在，里面还没有默认的密钥环", EN: "Its service runs, but it has no default keyring"},
		providers.Text{ZH: "打开系统的「密码和密钥」新建一个，或用加密文件", EN: "Create one in the system's “Passwords and Keys”, or use an encrypted file"},
	}},
	{vault.ErrKeyringGone, said{
		providers.Text{ZH: "系统密钥环中途退出了", EN: "The system keyring ended in the middle"},
		providers.Text{ZH: "这一步没有做完，已经存好的没有动", EN: "This step was not finished; what is stored was not touched"},
		providers.Text{ZH: "等几秒再试；还不行就重新登录桌面", EN: "Try again in a few seconds; if it stays so, log in to the desktop again"},
	}},
	{vault.ErrKeyringLocked, said{
		providers.Text{ZH: "系统密钥环锁着", EN: "The system keyring is locked"},
		providers.Text{ZH: "解锁之前读不出也存不进", EN: "Until it is unlocked, nothing can be read or stored"},
		providers.Text{ZH: "解锁，在系统弹出的窗口里输密钥环的密码", EN: "Unlock it, and type the keyring's password into the system's prompt"},
	}},
	{vault.ErrDismissed, said{
		providers.Text{ZH: "密钥环没有解锁", EN: "The keyring was not unlocked"},
		providers.Text{ZH: "系统的解锁窗口被关掉了", EN: "The system's prompt was closed"},
		providers.Text{ZH: "再试一次，这回在窗口里输密码", EN: "Try again, and type the password this time"},
	}},
	{vault.ErrKeyringHangs, said{
		providers.Text{ZH: "系统密钥环没有回答", EN: "The system keyring does not answer"},
		providers.Text{ZH: "它开着，等了几秒没有反应", EN: "It runs, but nothing came back for seconds"},
		providers.Text{ZH: "看看桌面上有没有等着回答的窗口；没有就重新登录桌面", EN: "Look for a prompt that waits on the desktop; if there is none, log in again"},
	}},
	{vault.ErrMoving, said{
		providers.Text{ZH: "密钥正在搬", EN: "The secrets are being moved"},
		providers.Text{ZH: "另一个窗口或命令在搬", EN: "Another window or command is at it"},
		providers.Text{ZH: "等它搬完再看", EN: "Wait until it is done"},
	}},
}

// inFiles ends what to do where no keyring answers. It is no way out for somebody who is
// leaving the encrypted file.
var inFiles = providers.Text{ZH: "，或用加密文件", EN: ", or use an encrypted file"}

// explainNoMove says that nothing was moved into a keyring that does not answer.
func explainNoMove(err error, lang providers.Lang) (Explained, bool) {
	var op *vault.Error
	if !errors.As(err, &op) || op.Op != "move" || !errors.Is(err, vault.ErrNoKeyring) {
		return Explained{}, false
	}
	e, ok := explainSentinel(err, lang)
	e.Why = providers.Text{ZH: "没有搬，密钥还在原来的地方", EN: "Nothing was moved; the secrets are where they were"}.In(lang)
	e.Do = strings.TrimSuffix(e.Do, inFiles.In(lang))
	return e, ok
}

// shownNames is how many names an explanation lists before it only counts.
const shownNames = 5

// explainMove names what keeps secrets from being moved.
func explainMove(err error, lang providers.Lang) (Explained, bool) {
	var move *vault.MoveError
	if !errors.As(err, &move) {
		return explainNoMove(err, lang)
	}
	names := strings.Join(move.Names[:min(len(move.Names), shownNames)], providers.Text{ZH: "、", EN: ", "}.In(lang))
	if more := len(move.Names) - shownNames; more > 0 {
		names += providers.Text{ZH: fmt.Sprintf("，还有 %d 个", more), EN: fmt.Sprintf(" and %d more", more)}.In(lang)
	}
	cause := Explain(move.Err, lang)
	return Explained{
		Title:   providers.Text{ZH: "有凭证搬不过去，什么都没有动", EN: "Some credentials cannot be moved; nothing was touched"}.In(lang),
		Why:     cause.Title + colon.In(lang) + names,
		Do:      cause.Do,
		Details: err.Error(),
	}, true
}
