package main

import (
	"os"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"

	"keycase/assets/translations"
)

func TestAFileThatIsNotWritten(t *testing.T) {
	c := &cli{printer: printer{Localizer: translations.New(translations.Chinese)}}
	for number, said := range map[syscall.Errno]string{
		syscall.ENOSPC: "磁盘满了，换一个文件夹", syscall.EIO: "写不了文件：write x.age: " + syscall.EIO.Error(),
	} {
		assert.EqualError(t, c.notWritten("x.age", &os.PathError{Op: "write", Path: "x.age", Err: number}), said)
	}
	assert.Contains(t, c.notWritten("x.age", os.ErrExist).Error(), "x.age")
}
