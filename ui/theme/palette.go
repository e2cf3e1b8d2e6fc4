package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// shades is one colour token in both variants.
type shades struct{ light, dark color.NRGBA }

// both makes a token from two 0xRRGGBB values.
func both(light, dark uint32) shades { return shades{rgb(light), rgb(dark)} }

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{R: byte(v >> 16), G: byte(v >> 8 & 0xFF), B: byte(v & 0xFF), A: 0xFF} // #nosec G115 -- each is one byte of v
}

// palette holds every colour there is. The several Fyne names of one token share its shades.
var palette = func() map[fyne.ThemeColorName]shades {
	background := both(0xFAFAF8, 0x1C1D21)
	surface := both(0xFFFFFF, 0x24262B)
	borderStrong := both(0xCFCBC3, 0x454950)
	white := both(0xFFFFFF, 0xFFFFFF)
	black := both(0x000000, 0x17181B)
	neutralSoft := both(0xEFEEEA, 0x2E3036)

	return map[fyne.ThemeColorName]shades{
		ColorBackground:                              background,
		fynetheme.ColorNameInnerWindowBorder:         background,
		fynetheme.ColorNameInnerWindowBorderInactive: background,
		ColorSidebar:                                 both(0xF3F2EF, 0x17181B),
		ColorSurface:                                 surface,
		fynetheme.ColorNameInputBackground:           surface,
		fynetheme.ColorNameMenuBackground:            surface,
		fynetheme.ColorNameOverlayBackground:         surface,
		ColorSunken:                                  both(0xF4F3F0, 0x1A1B1F),

		ColorBorder:                  both(0xE7E5E0, 0x32353B),
		ColorBorderStrong:            borderStrong,
		fynetheme.ColorNameScrollBar: borderStrong,
		fynetheme.ColorNameFocus:     both(0xE9EFFD, 0x262F4A), // as ColorAccentSoft
		ColorFocus:                   both(0x2D5BD7, 0x7C9BFF),

		ColorInk:          both(0x1D2026, 0xEDEEF0),
		ColorInk2:         both(0x545962, 0xB0B4BC),
		ColorInk3:         both(0x676B73, 0x8D929B),
		ColorDisabled:     both(0xA8ABB1, 0x5C616A),
		ColorDisabledFill: neutralSoft,

		ColorHover:    both(0xEBEAE6, 0x34373E),
		ColorHoverRow: both(0xF6F5F3, 0x2A2D32),
		ColorPressed:  both(0xE1DFDA, 0x3C4047),
		ColorSelected: both(0xE6E4DF, 0x2D3036),

		ColorAccent:      both(0x2D5BD7, 0x4568DF),
		ColorAccentHover: both(0x264FC0, 0x4C6EE3),
		ColorOnAccent:    white,
		ColorAccentText:  both(0x2550C4, 0x93ADFF),
		ColorAccentSoft:  both(0xE9EFFD, 0x262F4A),

		ColorOk:            both(0x1F8A57, 0x41B57C),
		ColorOkText:        both(0x19693F, 0x6FD3A0),
		ColorOkSoft:        both(0xE5F3EB, 0x1D3329),
		ColorWarn:          both(0xB67104, 0xE3A138),
		ColorWarnText:      both(0x8A5300, 0xF0BC68),
		ColorWarnSoft:      both(0xFCF0DA, 0x392C17),
		ColorErr:           both(0xD2453A, 0xE8685D),
		ColorErrText:       both(0xAE2F25, 0xFF9A90),
		ColorErrSoft:       both(0xFCEAE8, 0x3D2322),
		ColorNeutral:       both(0x9A9EA6, 0x8D929B),
		ColorNeutralText:   both(0x545962, 0xB0B4BC),
		ColorNeutralSoft:   neutralSoft,
		ColorTrack:         both(0xE7E5E0, 0x383B42),
		ColorTrackOnAccent: both(0x6C8CE3, 0x7C95E9), // accent with 30 % white
		ColorDiffAdd:       both(0xDDF1E5, 0x1F3B2C),
		ColorDiffDel:       both(0xFADDDA, 0x472725),

		// On the strong status fills; only Fyne's own widgets write there.
		fynetheme.ColorNameForegroundOnSuccess: black,
		fynetheme.ColorNameForegroundOnWarning: black,
		fynetheme.ColorNameForegroundOnError:   both(0xFFFFFF, 0x17181B),

		ColorJdy:       both(0x2A62D0, 0x7FA6FF),
		ColorJdySoft:   both(0xE8F0FD, 0x243150),
		ColorKis:       both(0x08736F, 0x4FC4BC),
		ColorKisSoft:   both(0xE0F3F1, 0x193735),
		ColorRobot:     both(0x6B4FCB, 0xAC97FF),
		ColorRobotSoft: both(0xEFEBFC, 0x302A4C),
		ColorYly:       both(0xA03F76, 0xE58CBB),
		ColorYlySoft:   both(0xF9E9F1, 0x40263A),

		ColorPaper:     white,
		ColorPaperInk:  both(0x1D2026, 0x1D2026),
		ColorPaperInk3: both(0x676B73, 0x676B73),
		ColorPaperEdge: both(0xCFCBC3, 0xCFCBC3),

		// Depth comes from surface colours and strokes.
		fynetheme.ColorNameShadow:              {},
		fynetheme.ColorNameScrollBarBackground: {},
	}
}()
