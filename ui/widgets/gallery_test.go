package widgets

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/require"

	"keycase/ui/theme"
)

// galleryVariable names the folder that the gallery is written to.
const galleryVariable = "KEYCASE_GALLERY"

// TestGallery draws every widget for human eyes: KEYCASE_GALLERY=$PWD/build/gallery go test …
// Without the variable it only proves that the widgets draw in both themes and at two scales.
func TestGallery(t *testing.T) {
	test.NewTempApp(t)
	for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
		for _, scale := range []float32{1, 1.5} {
			test.ApplyTheme(t, theme.New(mode))
			for name, page := range galleryPages() {
				background := canvas.NewRectangle(theme.Color(theme.ColorBackground))
				c := test.NewWindow(container.NewStack(background, page)).Canvas().(software.WindowlessCanvas)
				c.SetPadded(false)
				c.SetScale(scale)
				c.Resize(fyne.NewSize(1000, 720))
				page.Refresh()
				picture := c.Capture()
				require.Equal(t, int(1000*scale), picture.Bounds().Dx())

				if folder := os.Getenv(galleryVariable); folder != "" {
					require.NoError(t, os.MkdirAll(folder, 0o750))
					path := filepath.Join(folder, fmt.Sprintf("%s-%d-%d.png", name, mode, int(scale*100)))
					file, err := os.Create(path) // #nosec G304 -- the developer's own choice
					require.NoError(t, err)
					require.NoError(t, png.Encode(file, picture))
					require.NoError(t, file.Close())
				}
			}
		}
	}
}

// at puts an object on a gallery page.
func at(page *fyne.Container, object fyne.CanvasObject, x, y, width, height float32) {
	least := object.MinSize()
	if width == 0 {
		width = least.Width
	}
	if height == 0 {
		height = heightFor(object, width)
	}
	place(object, x, y, width, height)
	page.Add(object)
}

func galleryPages() map[string]fyne.CanvasObject {
	return map[string]fyne.CanvasObject{"controls": controlsPage(), "fields": fieldsPage()}
}

func controlsPage() fyne.CanvasObject {
	page := container.NewWithoutLayout()
	for i, kind := range []ButtonKind{Primary, Secondary, Ghost, Soft, Danger} {
		y := float32(20 + i*60)
		at(page, NewButton("新建凭证", "plus", kind, func() {}), 20, y, 0, 0)
		at(page, NewSizedButton("刷新", "refresh-cw", kind, SizeS, func() {}), 150, y, 0, 0)
		at(page, NewSizedButton("下一步", "arrow-right", kind, SizeL, func() {}).SetTrailingIcon().SetMinWidth(160), 240, y, 0, 0)
		focused := NewButton("键盘焦点", "", kind, func() {})
		focused.FocusGained()
		at(page, focused, 420, y, 0, 0)
		disabled := NewButton("不能点", "copy", kind, func() {})
		disabled.Disable()
		at(page, disabled, 530, y, 0, 0)
		busy := NewButton("正在授权…", "check", kind, func() {})
		busy.SetBusy(true)
		at(page, busy, 660, y, 0, 0)
		hovered := NewButton("粘贴截图", "clipboard-paste", kind, func() {}).SetKeyHint("Ctrl V")
		hovered.MouseIn(nil)
		at(page, hovered, 820, y, 0, 0)
	}

	for i, name := range []string{"copy", "refresh-cw", "eye", "ellipsis", "plus"} {
		b := NewIconButton(name, name, func() {})
		at(page, b, 20+float32(i)*40, 320, 0, 0)
		switch i {
		case 1:
			b.MouseIn(nil)
		case 2:
			b.FocusGained()
		case 3:
			b.Disable()
		case 4:
			b.SetBusy(true)
		}
	}
	for i, kind := range []ChipKind{ChipOk, ChipNever, ChipWarn, ChipErr, ChipAccent, ChipNeutral, ChipUnsafe} {
		word := []string{"有效", "永不过期", "即将到期", "已过期", "最近登录", "演示", "未加密"}[i]
		at(page, NewStatusChip(kind, word), 240+float32(i)*100, 324, 0, 0)
	}
	for i, id := range []string{"jdy", "kis", "robot", "yilianyun", "other"} {
		for j, side := range []float32{24, 36, 40, 48} {
			at(page, NewPlatformMark(theme.Platform(id), side), 20+float32(j)*60, 370+float32(i)*56, 0, 0)
		}
	}
	for i, status := range []Status{StatusNone, StatusOk, StatusExpiring, StatusExpired, StatusNever, StatusAccent} {
		x := 280 + float32(i)*56
		for j, size := range []float32{RingTiny, RingSmall, RingMedium} {
			ring := NewCountdownRing(size)
			ring.Set(status, []float32{0.5, 0.75, 0.27, 0, 0, 0.9}[i])
			if size == RingMedium {
				ring.SetIcon(theme.Platform("kis").Icon, theme.ColorKis)
			}
			at(page, ring, x, 370+float32(j)*30, 0, 0)
		}
	}
	big := NewCountdownRing(RingLarge)
	big.Set(StatusAccent, 0.84)
	big.SetText("4:12", "剩余")
	at(page, big, 280, 500, 0, 0)

	for i, name := range []string{"总览", "金蝶云・星辰", "业务机器人", "A very long English name of a platform"} {
		item := NewSidebarItem([]string{"timer", "sparkles", "bot", "printer"}[i], name, func() {})
		at(page, item, 640, 380+float32(i)*40, 196, 0)
		switch i {
		case 0:
			item.SetBadge("3")
			item.SetSelected(true)
		case 1:
			item.SetCount("3")
			item.MouseIn(nil)
		case 2:
			item.FocusGained()
			item.SetCount("12")
		case 3:
			item.SetCount("4")
		}
	}
	for i, style := range []Style{Display, Title1, Title2, Title3, Body, BodyMedium, Small, Caption, Mono, MonoSmall} {
		at(page, NewText("钥匣 Keycase 0O1lI == -> 4:32", style, theme.ColorInk), 640, 550+[]float32{0, 40, 76, 104, 128, 148, 0, 0, 0, 0}[i], 0, 0)
		if i == 5 {
			break
		}
	}
	return page
}

func fieldsPage() fyne.CanvasObject {
	page := container.NewWithoutLayout()
	at(page, NewBanner(BannerWarn, "lock", "系统密钥环锁住了", "可以继续配对，解锁后才能保存令牌。", "解锁", func() {}), 0, 0, 1000, 0)
	at(page, NewBanner(BannerErr, "triangle-alert", "电脑的时间不准", "快了 6 分 20 秒，平台会拒绝签名。", "", nil), 0, 52, 1000, 0)
	at(page, NewBanner(BannerInfo, "info", "现在用的是沙盒", "数据都是演示的，不碰真密钥。", "换到生产环境", func() {}), 0, 104, 1000, 0)

	plain := NewField("路径", FieldOptions{Mono: true, Placeholder: "/jdy/v2/bd/customer"})
	at(page, plain, 20, 170, 288, 0)
	filled := NewField("企业号", FieldOptions{Required: true, Help: "在账套管理里能看到"})
	filled.SetText("1234567")
	at(page, filled, 20, 260, 288, 0)
	wrong := NewField("终端号", FieldOptions{Required: true, Help: "在小票上"})
	wrong.SetText("40046")
	wrong.SetError("终端号是 10 位数字，这里只有 5 位")
	at(page, wrong, 20, 370, 288, 0)
	secret := NewField("clientSecret", FieldOptions{Secret: true, Required: true})
	secret.SetText("0123456789")
	at(page, secret, 20, 470, 288, 0)
	off := NewField("不能改", FieldOptions{Mono: true})
	off.SetText("205022")
	off.Disable()
	at(page, off, 20, 560, 288, 0)

	focused := NewField("有焦点", FieldOptions{Mono: true})
	focused.SetText("/jdy/v2/bd/customer")
	focused.entry.FocusGained()
	at(page, focused, 340, 170, 288, 0)
	many := NewField("请求", FieldOptions{Mono: true, Rows: 4})
	many.SetText("GET /jdy/v2/bd/customer\n?page=1&page_size=20\nnonce 4427456950")
	at(page, many, 340, 260, 288, 0)
	at(page, NewSearchBox("搜索凭证", "Ctrl K"), 340, 420, 196, 0)

	at(page, NewToast("已保存"), 340, 480, 0, 0)
	ring := NewToast("app_secret 已复制，24 秒后清空剪贴板")
	ring.SetFraction(0.8)
	at(page, ring, 340, 540, 0, 0)
	at(page, NewCard(NewEmptyState("还没有打印机", "配对打印机", "plus", func() {}), theme.CardPadding), 660, 170, 300, 160)
	at(page, NewSectionHeading("需要处理", "3", "最快到期的在前"), 660, 350, 300, 0)
	rows := Stack(0,
		Sized(NewText("  一行", Body, theme.ColorInk), 0, 40), NewDivider(56),
		Sized(NewText("  又一行", Body, theme.ColorInk), 0, 40))
	at(page, NewCard(rows, 0), 660, 374, 300, 0)
	at(page, NewActionCard(theme.Look{Icon: "key-round", Ink: theme.ColorAccentText, Soft: theme.ColorAccentSoft}, "获取 app-token", "换一个新的，24 小时有效", func() {}), 660, 480, 304, 0)
	at(page, NewParagraph("特殊密钥过期了。它只能用 300 秒，从填入到现在已经 6 分 20 秒。Ask the printer for a new slip, then scan it again within five minutes.", Body, theme.ColorInk2), 660, 570, 300, 0)
	at(page, NewParagraph("YTgzOGJmNWE2MWVkNTE2NjkzZTVhNmEzMDU1ZTVlMzVlN2E2N2U2YjcyZmNhOTg0MTAxYzNjZmM2ZWM0Y2EwMg== 晨光", MonoSmall, theme.ColorInk), 340, 600, 300, 0)
	return page
}
