package app

import (
	"keycase/backup"
	"keycase/providers"
	"keycase/vault"
)

// backupSentinels tell why a backup can't be made, opened or restored. They come
// before those of the vault, whose errors some of them wrap.
var backupSentinels = []sentinel{
	{backup.ErrNotVerified, said{
		title: providers.Text{ZH: "写出的备份读回来不对，没有留下", EN: "The backup was not read back as it was written, so it was not kept"},
		why:   providers.Text{ZH: "磁盘可能有问题", EN: "The disk may be failing"},
		do:    providers.Text{ZH: "换一个位置再备份", EN: "Back up to another place"},
	}},
	{backup.ErrNotAge, said{
		title: providers.Text{ZH: "这个文件不是加密备份", EN: "This file is not an encrypted backup"},
		do:    providers.Text{ZH: "选备份时写出的 .age 文件", EN: "Choose the .age file that the backup wrote"},
	}},
	{backup.ErrForeign, said{
		title: providers.Text{ZH: "打开了，但里面不是钥匣的备份", EN: "It opened, but holds no backup of Keycase"},
		why:   providers.Text{ZH: "是用 age 加密的别的东西", EN: "It is something else that was encrypted with age"},
		do:    providers.Text{ZH: "换一个文件", EN: "Choose another file"},
	}},
	{backup.ErrNewer, said{
		title: providers.Text{ZH: "这个备份是更新的版本做的", EN: "A newer version made this backup"},
		do:    providers.Text{ZH: "先更新钥匣，再恢复", EN: "Update Keycase first, then restore"},
	}},
	{backup.ErrTooCostly, said{
		title: providers.Text{ZH: "试一次密码要的内存太多，没有试", EN: "Trying a passphrase would take too much memory, so none was tried"},
		why:   providers.Text{ZH: "这个文件不像是钥匣写的", EN: "Keycase does not write such files"},
		do:    providers.Text{ZH: "确定它可信，就用 age 打开，再重新加密", EN: "If you trust it, open it with age and encrypt it again"},
	}},
	{backup.ErrTooLarge, said{
		title: providers.Text{ZH: "备份太大", EN: "The backup is too large"},
		why:   providers.Text{ZH: "最多 64 MiB", EN: "It can have 64 MiB at most"},
		do:    providers.Text{ZH: "分几次备份，或换一个文件", EN: "Back up in parts, or choose another file"},
	}},
	{backup.ErrDamaged, said{
		title: providers.Text{ZH: "备份损坏了", EN: "The backup is damaged"},
		why:   providers.Text{ZH: "缺了一截，或者有字节变了", EN: "It was cut off, or bytes of it changed"},
		do:    providers.Text{ZH: "再复制一次，或换一份备份", EN: "Copy it once more, or take another backup"},
	}},
	{backup.ErrWrongPassphrase, said{
		title: providers.Text{ZH: "备份密码不对", EN: "The passphrase does not open this backup"},
		why:   providers.Text{ZH: "它是做备份时定的，不一定是主密码", EN: "It was chosen when the backup was made, and may differ from the passphrase of the store"},
		do:    providers.Text{ZH: "再输一次", EN: "Type it again"},
	}},
	{backup.ErrWrongIdentity, said{
		title: providers.Text{ZH: "这个私钥打不开备份", EN: "This private key does not open the backup"},
		why:   providers.Text{ZH: "备份是给别的公钥做的", EN: "The backup was made for other keys"},
		do:    providers.Text{ZH: "换一个私钥文件", EN: "Choose another file of private keys"},
	}},
	{backup.ErrNoIdentity, said{
		title: providers.Text{ZH: "文件里没有 age 私钥", EN: "There is no private key of age in the file"},
		why:   providers.Text{ZH: "私钥以 AGE-SECRET-KEY-1 开头，一行一个", EN: "A private key begins with AGE-SECRET-KEY-1, one on a line"},
		do:    providers.Text{ZH: "选 age-keygen 写出的文件", EN: "Choose the file that age-keygen wrote"},
	}},
	{backup.ErrPrivateKey, said{
		title: providers.Text{ZH: "这是私钥，不能交给别人", EN: "This is a private key, which belongs in nobody else's hands"},
		do:    providers.Text{ZH: "填公钥，以 age1 开头；age-keygen -y 能从私钥算出来", EN: "Give the public key, which begins with age1; age-keygen -y tells it"},
	}},
	{backup.ErrUnsupportedKey, said{
		title: providers.Text{ZH: "SSH 和插件的密钥用不了", EN: "Keys of SSH and of plugins cannot be used"},
		do:    providers.Text{ZH: "让对方用 age-keygen 做一个，把 age1 开头的公钥发来", EN: "Have one made with age-keygen, and use the public key that begins with age1"},
	}},
	{backup.ErrBadKey, said{
		title: providers.Text{ZH: "这不是 age 公钥", EN: "This is not a public key of age"},
		why:   providers.Text{ZH: "可能没有复制全", EN: "It may have been copied in part"},
		do:    providers.Text{ZH: "公钥以 age1 开头，一行一个", EN: "Public keys begin with age1, one on a line"},
	}},
	{backup.ErrNoKey, said{
		title: providers.Text{ZH: "没有公钥", EN: "There is no public key"},
		do:    providers.Text{ZH: "公钥以 age1 开头，一行一个", EN: "Public keys begin with age1, one on a line"},
	}},
	{backup.ErrMixedKeys, said{
		title: providers.Text{ZH: "age1 和 age1pq1 公钥不能混用", EN: "Keys that begin with age1 and with age1pq1 cannot be mixed"},
		do:    providers.Text{ZH: "分两次做", EN: "Make one file for each kind"},
	}},
	{backup.ErrUndecided, said{
		title: providers.Text{ZH: "有凭证和备份里的不一样，还没决定怎么办", EN: "Some credentials differ from the backup, and nothing was decided about them"},
		do:    providers.Text{ZH: "给每一个选一种处理", EN: "Decide about each of them"},
	}},
	{vault.ErrConflict, said{
		title: providers.Text{ZH: "预览之后，这里的凭证变了，什么都没动", EN: "Credentials changed here since the preview, so nothing was done"},
		do:    providers.Text{ZH: "再看一次预览", EN: "Look at the preview again"},
	}},
}
