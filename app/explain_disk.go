package app

import (
	"io/fs"
	"syscall"

	"keycase/providers"
	"keycase/vault"
)

// fullDisk is told by [vault.DiskFull]: systems have several numbers for it.
var fullDisk = said{
	providers.Text{ZH: "磁盘满了，没有存", EN: "The disk is full, so it was not stored"},
	providers.Text{ZH: "原来存的没有动", EN: "What was stored before is untouched"},
	providers.Text{ZH: "腾出一些空间再试", EN: "Free some space and try again"},
}

func explainFull(err error, lang providers.Lang) (Explained, bool) {
	if !vault.DiskFull(err) {
		return Explained{}, false
	}
	e := fullDisk.in(lang)
	e.Details = err.Error()
	return e, true
}

// diskSentinels are what a write to the disk can fail with. They come last: what else
// an error is says more.
var diskSentinels = []sentinel{
	{syscall.EROFS, said{
		providers.Text{ZH: "磁盘是只读的，没有存", EN: "The disk is read-only, so it was not stored"},
		providers.Text{ZH: "原来存的没有动", EN: "What was stored before is untouched"},
		providers.Text{ZH: "让磁盘能写再试；突然变成只读，可能是磁盘坏了，先备份到别处", EN: "Make it writable and try again; if it became so by itself it may be failing: back up to another one first"},
	}},
	{fs.ErrPermission, said{
		providers.Text{ZH: "没有权限读写这个文件", EN: "This file may not be read or written"},
		providers.Text{ZH: "文件或文件夹不归现在的用户", EN: "The file or its folder belongs to someone else"},
		providers.Text{ZH: "打开诊断，看「文件权限」怎么说", EN: "Open the diagnostics and see what they say about the permissions"},
	}},
}
