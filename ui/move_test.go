package ui

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"keycase/ui/widgets"
	"keycase/vault"
)

// TestSecretsMoveFromTheSettings, to the keyring and back, while the page follows.
func TestSecretsMoveFromTheSettings(t *testing.T) {
	c := &changing{watchedWindow: lockable(t)}
	c.u.Context().Nav.Settings()
	c.settle()
	kind := c.u.Context().Vault.Kind

	c.press("搬过去")
	c.tap("取消")
	c.settle()
	assert.Empty(t, c.inFront())
	assert.Equal(t, vault.StoreFile, kind(), "nothing was done")

	c.press("搬过去")
	c.tap("搬过去")
	c.settle()
	assert.Empty(t, c.inFront())
	assert.Equal(t, vault.StoreKeyring, kind())
	for _, said := range []string{"搬好了，密钥在系统密钥环里", "存在系统密钥环里，由系统加锁。", "密钥存放在系统密钥环 · 已解锁", "搬到加密文件"} {
		assert.Contains(t, c.texts(), said)
	}
	assert.NotContains(t, c.texts(), "闲置自动锁")

	c.press("搬过去")
	for _, o := range c.inFront() {
		if f, ok := o.(*widgets.Field); ok {
			f.SetText("three other words")
		}
	}
	c.tap("搬过去")
	c.settle()
	assert.Equal(t, vault.StoreFile, kind())
	assert.False(t, c.locked(), "who moved has the key")
	assert.Contains(t, c.texts(), "密钥存放在加密文件 · 已解锁")
	assert.True(t, c.opens("three other words"))
	assert.False(t, c.opens(typed), "another file, another passphrase")
}
