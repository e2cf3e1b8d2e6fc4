package theme

import (
	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// Surfaces, from the back to the front.
const (
	ColorBackground = fyne.ThemeColorName("kcBackground") // behind pages
	ColorSidebar    = fyne.ThemeColorName("kcSidebar")    // sidebar and status bar
	ColorSurface    = fynetheme.ColorNameButton           // cards, inputs, menus
	ColorSunken     = fynetheme.ColorNameHeaderBackground // code, illustrations, segment track
)

// Strokes.
const (
	ColorBorder       = fynetheme.ColorNameSeparator   // around cards, between rows
	ColorBorderStrong = fynetheme.ColorNameInputBorder // around inputs and secondary buttons
	// ColorFocus is the 2 unit focus ring. Fyne's own name for it fills whole items
	// of its menus, on which the ink could not be read.
	ColorFocus = fyne.ThemeColorName("kcFocus")
)

// Text and idle icons.
const (
	ColorInk          = fynetheme.ColorNameForeground
	ColorInk2         = fyne.ThemeColorName("kcInk2")     // descriptions, field labels
	ColorInk3         = fynetheme.ColorNamePlaceHolder    // captions, idle icons; never on ColorSelected
	ColorDisabled     = fynetheme.ColorNameDisabled       // text and icons that do not answer
	ColorDisabledFill = fynetheme.ColorNameDisabledButton // buttons that do not answer
)

// What a pointer or a choice does to a surface.
const (
	ColorHover    = fynetheme.ColorNameHover
	ColorHoverRow = fyne.ThemeColorName("kcHoverRow")
	ColorPressed  = fynetheme.ColorNamePressed
	ColorSelected = fyne.ThemeColorName("kcSelected")
)

// The one primary action and its family.
const (
	ColorAccent      = fynetheme.ColorNamePrimary
	ColorAccentHover = fyne.ThemeColorName("kcAccentHover")
	ColorOnAccent    = fynetheme.ColorNameForegroundOnPrimary
	ColorAccentText  = fynetheme.ColorNameHyperlink
	ColorAccentSoft  = fynetheme.ColorNameSelection
)

// Status: the plain name draws rings and dots, Text writes words, Soft fills chips and banners.
const (
	ColorOk          = fynetheme.ColorNameSuccess
	ColorOkText      = fyne.ThemeColorName("kcOkText")
	ColorOkSoft      = fyne.ThemeColorName("kcOkSoft")
	ColorWarn        = fynetheme.ColorNameWarning
	ColorWarnText    = fyne.ThemeColorName("kcWarnText")
	ColorWarnSoft    = fyne.ThemeColorName("kcWarnSoft")
	ColorErr         = fynetheme.ColorNameError
	ColorErrText     = fyne.ThemeColorName("kcErrText")
	ColorErrSoft     = fyne.ThemeColorName("kcErrSoft")
	ColorNeutral     = fyne.ThemeColorName("kcNeutral")
	ColorNeutralText = fyne.ThemeColorName("kcNeutralText")
	ColorNeutralSoft = fyne.ThemeColorName("kcNeutralSoft")
	ColorTrack       = fyne.ThemeColorName("kcTrack") // ring and tick background

	// ColorTrackOnAccent is the track, and a dividing line, within a primary button.
	ColorTrackOnAccent = fyne.ThemeColorName("kcTrackOnAccent")

	ColorDiffAdd = fyne.ThemeColorName("kcDiffAdd")
	ColorDiffDel = fyne.ThemeColorName("kcDiffDel")
)

// Platforms: an icon colour and the fill of its mark.
const (
	ColorJdy       = fyne.ThemeColorName("kcJdy")
	ColorJdySoft   = fyne.ThemeColorName("kcJdySoft")
	ColorKis       = fyne.ThemeColorName("kcKis")
	ColorKisSoft   = fyne.ThemeColorName("kcKisSoft")
	ColorRobot     = fyne.ThemeColorName("kcRobot")
	ColorRobotSoft = fyne.ThemeColorName("kcRobotSoft")
	ColorYly       = fyne.ThemeColorName("kcYly")
	ColorYlySoft   = fyne.ThemeColorName("kcYlySoft")
)

// Paper in illustrations: the same in both themes.
const (
	ColorPaper     = fyne.ThemeColorName("kcPaper")
	ColorPaperInk  = fyne.ThemeColorName("kcPaperInk")
	ColorPaperInk3 = fyne.ThemeColorName("kcPaperInk3")
	ColorPaperEdge = fyne.ThemeColorName("kcPaperEdge")
)
