package printer

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/pairing"
)

// codes draws QR codes below each other.
func codes(t *testing.T, texts ...string) image.Image {
	t.Helper()
	const side = 240
	on := image.NewGray(image.Rect(0, 0, side, side*len(texts)))
	draw.Draw(on, on.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
	for i, text := range texts {
		code, err := qrcode.NewQRCodeWriter().Encode(text, gozxing.BarcodeFormat_QR_CODE, side, side, nil)
		require.NoError(t, err)
		for y := range side {
			for x := range side {
				if code.Get(x, y) {
					on.SetGray(x, y+i*side, color.Gray{})
				}
			}
		}
	}
	return on
}

func scanningLab(t *testing.T) *lab {
	l := newLab(t)
	return l.open(l.openApp().ID)
}

// copied puts a text on the clipboard and pastes it where no field has the keyboard.
func (l *lab) copied(text string) {
	fyne.CurrentApp().Clipboard().SetContent(text)
	l.p.ReadClipboard()
	l.Settle()
}

func TestPastingAnything(t *testing.T) {
	for text, want := range map[string]slip{
		`{"machine_code":"4004683219","qr_key":"m7k2qx9d"}`:            {code: openPrinter, key: "m7k2qx9d", kind: pairing.KindQRKey},
		"https://example.com/p?machine_code=4004683219&msign=b7kq2m9x": {code: openPrinter, key: "b7kq2m9x", kind: pairing.KindMSign},
		"老板，终端号是4004683219，密钥m7k2qx9d":                                 {code: openPrinter, key: "m7k2qx9d"},
		"4004683219, m7k2qx9d":                                         {code: openPrinter, key: "m7k2qx9d"},
	} {
		l := scanningLab(t)
		l.Window.Canvas().Unfocus()
		l.copied(text)
		got := l.p.flow.slip
		got.since = time.Time{}
		assert.Equal(t, want, got, text)
		assert.Equal(t, want.code, l.p.scan.code.Text(), "filled in for checking")
		assert.Equal(t, want.key, l.p.scan.key().Text())
		l.assertSays("读到了，照着小票核对一下")
	}
}

func TestThePersonSaysWhichKeyItIs(t *testing.T) {
	l := scanningLab(t)
	key := ""
	for !strings.ContainsAny(key, "0123456789") { // without, it is a word like any other
		key = l.World.PrintQRKey(openPrinter)
	}
	l.copied(openPrinter + " " + key)
	assert.Equal(t, -1, l.p.scan.kind.Selected(), "never guessed")
	assert.True(t, l.Window.Canvas().Focused() == fyne.Focusable(l.p.scan.kind))
	l.Picture("printer-2-unknown", 1)
	l.enter()
	l.assertSays("这是哪种密钥？")
	require.NotNil(t, l.p.scan, "nothing goes on without an answer")
	l.p.scan.kind.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	l.Settle()
	assert.Equal(t, pairing.KindQRKey, l.p.flow.slip.kind)
	l.assertSays("5:00")
	l.enter()
	l.enter()
	l.assertSays("打印机配好了")
}

func TestValuesThatMayBeEitherAreOffered(t *testing.T) {
	l := scanningLab(t)
	l.copied("4004683219 4004683220 m7k2qx9d")
	l.assertSays("哪个是终端号", "4004683219", "4004683220", "m7••••9d", "都不是")
	assert.NotContains(t, l.said(), "m7k2qx9d")
	l.Picture("printer-2-pick", 1)
	l.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	l.enter()
	l.assertSays("哪个是密钥")
	l.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	l.enter()
	require.NotNil(t, l.p.scan)
	assert.Equal(t, "4004683220", l.p.scan.code.Text())
	assert.Equal(t, "m7k2qx9d", l.p.scan.key().Text())
}

func TestPastingIntoAField(t *testing.T) {
	l := scanningLab(t)
	assert.False(t, l.p.scan.code.OnPaste("4004683219"), "one value is the field's own matter")
	assert.True(t, l.p.scan.code.OnPaste("终端号 4004683219 特殊密钥 m7k2qx9d"))
	assert.Equal(t, "m7k2qx9d", l.p.scan.key().Text())
}

func TestNothingOfUseSaysSo(t *testing.T) {
	l := scanningLab(t)
	l.write(l.p.scan.code, openPrinter)
	l.copied("")
	l.assertSays("剪贴板是空的")
	l.copied("你好")
	l.assertSays("没认出终端号和密钥")
	l.Picture("printer-2-nothing", 1)
	assert.Equal(t, openPrinter, l.p.scan.code.Text(), "what was typed stays")
	l.write(l.p.scan.key(), "m7k2qx9d")
	assert.NotContains(t, l.said(), "里面没有")
}

func TestPictureOnTheClipboard(t *testing.T) {
	l := newLab(t)
	l.sees(codes(t, "machine_code=4004683219&qr_key=m7k2qx9d"), nil)
	l.open(l.openApp().ID)
	l.assertSays("粘贴截图")
	l.copied("")
	assert.Equal(t, "m7k2qx9d", l.p.flow.slip.key)
	assert.Equal(t, pairing.KindQRKey, l.p.flow.slip.kind)
	l.assertSays("5:00")

	l.sees(nil, errors.New("gone"))
	l.copied(" ")
	l.assertSays("没读出来")
	l.sees(image.NewGray(image.Rect(0, 0, 300, 300)), nil)
	l.copied("")
	l.assertSays("图里没找到二维码")
	l.Picture("printer-2-no-code", 1)
	assert.Equal(t, "m7k2qx9d", l.p.flow.slip.key)
}

func TestSeveralCodesAreAChoice(t *testing.T) {
	l := newLab(t)
	l.sees(codes(t, "machine_code=4004683219&qr_key=m7k2qx9d", "machine_code=4004683220&msign=b7kq2m9xw4hd"), nil)
	l.open(l.openApp().ID)
	l.copied("")
	l.assertSays("图里有几个二维码", "终端号 4004683219", "终端密钥 b7••••hd", "都不是")
	assert.NotContains(t, l.said(), "b7kq2m9xw4hd")
	assert.Empty(t, l.p.flow.slip.code)
	l.Picture("printer-2-codes", 1)
	l.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	l.enter()
	assert.Equal(t, "4004683220", l.p.scan.code.Text())
	assert.Equal(t, pairing.KindMSign, l.p.flow.slip.kind)
}

func TestPictureFromTheScreen(t *testing.T) {
	l := newLab(t)
	l.m.Ways.Screen = func(context.Context) (image.Image, error) {
		return codes(t, "machine_code=4004683219&msign=b7kq2m9xw4hd"), nil
	}
	l.open(l.openApp().ID)
	l.assertSays("从屏幕上找")
	l.p.lookAtScreen()
	l.Settle()
	assert.Equal(t, "b7kq2m9xw4hd", l.p.flow.slip.key)
	l.assertSays("框出屏幕的一块来读") // there may be more codes than the one
}

// file writes a picture to disk.
func file(t *testing.T, picture image.Image) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, png.Encode(&b, picture))
	path := filepath.Join(t.TempDir(), "小票.png")
	require.NoError(t, os.WriteFile(path, b.Bytes(), 0o600))
	return path
}

func TestDroppedPicture(t *testing.T) {
	l := scanningLab(t)
	drop := func(paths ...string) {
		var items []fyne.URI
		for _, path := range paths {
			items = append(items, storage.NewFileURI(path))
		}
		l.w.dropped(fyne.Position{}, items)
		l.Settle()
	}
	picture := file(t, codes(t, "machine_code=4004683219&qr_key=m7k2qx9d"))
	drop(picture, picture)
	l.assertSays("一次拖一张图片")
	text := filepath.Join(t.TempDir(), "a.txt")
	require.NoError(t, os.WriteFile(text, []byte("4004683219"), 0o600))
	drop(text)
	l.assertSays("这个文件不是能读的图片")
	drop(filepath.Join(t.TempDir(), "none.png"))
	l.assertSays("没读出来")
	drop(picture)
	assert.Equal(t, openPrinter, l.p.scan.code.Text())
	assert.Equal(t, "m7k2qx9d", l.p.scan.key().Text())

	l.p.Hidden()
	assert.Nil(t, l.w.dropped, "other pages get nothing")
}

func TestPictureFromAFile(t *testing.T) {
	l := newLab(t)
	picture, broken := file(t, codes(t, "machine_code=4004683219&qr_key=m7k2qx9d")), error(nil)
	l.m.Ways.Open = func(_ string, done func(io.ReadCloser, error)) {
		opened, err := os.Open(picture)
		require.NoError(t, err)
		done(opened, broken)
	}
	l.open(l.openApp().ID)
	l.assertSays("选择图片")
	l.p.choosePicture()
	l.Settle()
	assert.Equal(t, "m7k2qx9d", l.p.flow.slip.key)
	broken = errors.New("denied")
	l.p.choosePicture()
	l.assertSays("没读出来")
	broken = nil
	l.p.Hidden()
	l.p.choosePicture() // the answer of a dialog can come late
	l.Settle()
}

func TestReadingCanBeCancelled(t *testing.T) {
	l := newLab(t)
	l.m.Ways.Clipboard = func(ctx context.Context) (image.Image, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	l.open(l.openApp().ID)
	l.write(l.p.scan.code, openPrinter)
	fyne.CurrentApp().Clipboard().SetContent("")
	l.p.ReadClipboard()
	assert.False(t, l.p.Busy(), "what is quick says nothing")
	l.Tick(300 * time.Millisecond)
	require.True(t, l.p.Busy())
	l.assertSays("正在找二维码…")
	l.p.Escape()
	assert.False(t, l.p.Busy())
	l.Settle()
	assert.Empty(t, l.Went)
	assert.Equal(t, openPrinter, l.p.scan.code.Text())

	l.p.ReadClipboard()
	l.Tick(time.Second)
	l.p.Hidden()
	l.Settle()
	assert.False(t, l.p.Busy())
}
