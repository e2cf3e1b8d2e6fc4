package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"

	"keycase/ui/theme"
)

func init() {
	specimens = append(specimens,
		specimen{"dropzone", 464, dropSpecimen},
		specimen{"dropzone-states", 464, dropStatesSpecimen},
		specimen{"illustration-done", 464, donePictureSpecimen},
		specimen{"illustration-label", 464, labelPictureSpecimen},
		specimen{"illustration-places", 536, placesSpecimen},
	)
}

var (
	specimenCodeLine = SlipLine{Name: "终端号", Value: "4004683219"}
	specimenKeyLine  = SlipLine{Name: "特殊密钥", Value: ""}
)

func dropButtonsOf(words ...string) []*Button {
	return []*Button{
		NewButton(words[0], "clipboard-paste", Secondary, nothing).SetKeyHint("Ctrl V"),
		NewButton(words[1], "image", Secondary, nothing),
	}
}

func dropSpecimen() fyne.CanvasObject {
	return Sized(NewDropZone(NewSlipPicture(specimenCodeLine, specimenKeyLine),
		"把二维码图片拖到这里", "也可以照着小票，在右边手动填", dropButtonsOf("粘贴截图", "选择图片")...), 0, 504)
}

func dropStatesSpecimen() fyne.CanvasObject {
	over := NewDropZone(NewSlipPicture(SlipLine{Name: "Terminal number", Value: "4004683219"}, SlipLine{Name: "Special key", Value: "m7k2qx9d"}),
		"Let go to read the code", "", dropButtonsOf("Paste the screenshot", "Choose a picture")...)
	over.SetState(DropOver)
	failed := NewDropZone(NewExpiredPicture("0:00", specimenCodeLine, specimenKeyLine), "这张图里没有二维码", "换一张清楚的")
	failed.SetState(DropFailed)
	return Stack(12, over, failed)
}

func donePictureSpecimen() fyne.CanvasObject {
	return NewDropZone(NewTestPagePicture("测试页", "解放路店 ・ 收银台", "能看清这行字，就配好了"),
		"打印一张测试页看看", "不占今日的令牌次数", NewSizedButton("打印测试页", "printer", Secondary, SizeL, nothing))
}

func labelPictureSpecimen() fyne.CanvasObject {
	return NewDropZone(NewLabelPicture(SlipLine{Name: "终端号", Value: "4004683219"}, SlipLine{Name: "终端密钥", Value: ""}), "", "打印机底部的标签上")
}

func placesSpecimen() fyne.CanvasObject {
	return Stack(24,
		Row(24, NewPlacePicture(PlaceCorner, PlaceContent{Window: "账务平台", Name: "企业号", Value: "1234567"}),
			NewPlacePicture(PlaceMenu, PlaceContent{Window: "账务平台", Menu: "系统管理", Name: "访问口令"})),
		Row(24, NewPlacePicture(PlaceFirst, PlaceContent{Window: "Developer console", Menu: "My app", Name: "client_id", Value: "1400000001"}),
			NewPlacePicture(PlaceSecond, PlaceContent{Window: "Developer console", Menu: "A very long name of an app that nobody would choose", Name: "client_secret"})))
}

// TestDropZoneCentres what is in it, and asks for the height that it needs.
func TestDropZoneCentres(t *testing.T) {
	wear(t, theme.Light)
	pressed := 0
	button := NewButton("选择图片", "image", Secondary, func() { pressed++ })
	zone := NewDropZone(NewSlipPicture(specimenCodeLine, specimenKeyLine), "拖到这里", "也可以手动填", button)
	natural := zone.HeightFor(464)
	assert.InDelta(t, 24+304+24+24+4+20+20+36+24, natural, 0)
	show(t, Sized(zone, 0, natural+100), 464)
	assert.InDelta(t, 24+50, zone.picture.Position().Y, 0)
	assert.InDelta(t, (464-280)/2, zone.picture.Position().X, 0)
	assert.InDelta(t, natural+100-24-50, button.Position().Y+button.Size().Height, 0)
	test.Tap(button)
	assert.Equal(t, 1, pressed)
	assert.Equal(t, "拖到这里, 也可以手动填", zone.AccessibilityLabel())
	assert.Equal(t, aContainer, zone.AccessibilityRole())

	zone.Set("", "")
	plain := NewDropZone(nil, "", "")
	assert.InDelta(t, 48, plain.HeightFor(464), 0)
	plain.SetPicture(canvasSquare(40))
	assert.InDelta(t, 48+40+24, plain.HeightFor(464), 0)
}

func canvasSquare(side float32) fyne.CanvasObject { return NewIcon("image", theme.ColorInk, side) }

// TestDropStatesNeedNoColour: a wider frame, or an icon, says the same.
func TestDropStatesNeedNoColour(t *testing.T) {
	wear(t, theme.Light)
	zone := NewDropZone(nil, "拖到这里", "")
	show(t, zone, 464)
	calm := zone.HeightFor(464)
	zone.SetState(DropOver)
	assert.InDelta(t, 2, zone.box.StrokeWidth, 0)
	assert.Equal(t, theme.Color(theme.ColorAccentSoft), zone.box.FillColor)
	zone.SetState(DropFailed)
	assert.True(t, zone.alert.Visible())
	assert.InDelta(t, calm+18+4, zone.HeightFor(464), 0)
	zone.SetState(DropCalm)
	assert.False(t, zone.alert.Visible())
}

// TestPaperStaysLight, whatever the theme.
func TestPaperStaysLight(t *testing.T) {
	for _, mode := range modes {
		wear(t, mode)
		for _, picture := range []*Illustration{
			NewSlipPicture(specimenCodeLine, specimenKeyLine), NewTestPagePicture("", "", ""),
			NewExpiredPicture("0:00", specimenCodeLine, specimenKeyLine), NewLabelPicture(specimenCodeLine, specimenKeyLine),
			NewPlacePicture(PlaceMenu, PlaceContent{}),
		} {
			light := 0
			test.WidgetRenderer(picture)
			for _, s := range picture.shapes {
				if s.fill == theme.ColorPaper && s.fixed == nil {
					light++
					r, g, b, _ := s.box.FillColor.RGBA()
					assert.Equal(t, []uint32{0xFFFF, 0xFFFF, 0xFFFF}, []uint32{r, g, b})
				}
			}
			assert.Positive(t, light)
		}
	}
}

// TestPicturesStayInTheirFrame: every shape and text lies within the size that the drawing has.
func TestPicturesStayInTheirFrame(t *testing.T) {
	wear(t, theme.Light)
	long := SlipLine{Name: "An unusually long name of a number", Value: "4004683219"}
	pictures := []*Illustration{
		NewSlipPicture(long, long), NewTestPagePicture("A test page", "The shop at the corner of two streets", "Whoever can read this line has paired the printer well"),
		NewExpiredPicture("0:00", long, long), NewLabelPicture(long, long),
	}
	for at := PlaceCorner; at <= PlaceSecond; at++ {
		pictures = append(pictures, NewPlacePicture(at, PlaceContent{"Window", "Menu", "client_secret", "0123456789abcdef0123456789abcdef"}))
	}
	for n, picture := range pictures {
		frame := picture.MinSize()
		for _, object := range test.WidgetRenderer(picture).Objects() {
			at, size := object.Position(), object.Size()
			assert.True(t, at.X >= 0 && at.Y >= 0 && at.X+size.Width <= frame.Width && at.Y+size.Height <= frame.Height,
				"%d: %T at %v of %v", n, object, at, size)
		}
	}
}

// TestCodePattern is a square of modules with the three corners of a QR code.
func TestCodePattern(t *testing.T) {
	assert.Len(t, codePattern, 21)
	for _, row := range codePattern {
		assert.Len(t, row, 21)
	}
	assert.InDelta(t, codeFrame, 2*codeInset+21*codeModule+1, 0)
	assert.Contains(t, codeDrawing("#2d5bd7"), `fill="#2d5bd7"`)
}
