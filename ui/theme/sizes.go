package theme

import (
	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// Type scale in Fyne units. Nothing is smaller than a caption but the key hint.
const (
	SizeDisplay     = 28 // wizard result, first run
	SizeDisplayRing = 32 // digits in the 144 ring
	SizeTitle1      = 24 // wizard step title
	SizeTitle2      = 20 // page title, credential name
	SizeTitle3      = 16 // list column, card headline
	SizeBody        = 14
	SizeSmall       = 13 // field labels, tabs, helper sentences
	SizeCaption     = 12 // second lines, chips, status bar
	SizeKeyHint     = 11
	SizeMono        = 13 // secrets, ids, signatures
	SizeMonoSmall   = 12 // traces and code
	SizeMonoInput   = 18 // the big input of a wizard
)

// Line heights in Fyne units, one for each text size.
const (
	LineDisplay   = 40
	LineTitle1    = 36
	LineTitle2    = 28
	LineTitle3    = 24
	LineBody      = 20
	LineSmall     = 20
	LineCaption   = 16
	LineMono      = 20
	LineMonoSmall = 18
	LineMonoInput = 28
)

// Corner radii in Fyne units.
const (
	RadiusInner   = 6  // blocks inside a card
	RadiusControl = 8  // buttons, inputs
	RadiusLarge   = 10 // large buttons, list items, toasts
	RadiusCard    = 12
	RadiusPanel   = 16 // illustrations, role cards
)

// MarkRadius is the corner radius of a platform mark with the given side.
func MarkRadius(side float32) float32 { return side * 0.26 }

// Distances in Fyne units: a grid of 4.
const (
	Space1      = 4
	Space2      = 8
	Space3      = 12
	Space4      = 16
	Space5      = 20
	Space6      = 24
	Space8      = 32
	Space12     = 48
	Space14     = 56
	PagePadding = Space8
	CardPadding = Space4
)

// Fixed sizes of the frame and its parts in Fyne units.
const (
	SidebarWidth      = 220
	ListColumnWidth   = 272
	StatusBarHeight   = 32
	NavItemHeight     = 36
	ListItemHeight    = 64
	OverviewRowHeight = 60 // and 1 for the line below
	FieldRowHeight    = 48
	ToastHeight       = 44
	BannerHeight      = 48
	WizardTopHeight   = 64
	WizardFootHeight  = 80
	ButtonHeightS     = 32
	ButtonHeightM     = 36
	ButtonHeightL     = 48
	InputHeight       = 40
	InputHeightTable  = 36
	InputHeightWizard = 52
	IconButtonSize    = 32
)

// IconStroke is the width of an icon's lines in Fyne units, whatever the size of the icon.
const IconStroke = 1.75

var sizes = map[fyne.ThemeSizeName]float32{
	fynetheme.SizeNameText:               SizeBody,
	fynetheme.SizeNameCaptionText:        SizeCaption,
	fynetheme.SizeNameHeadingText:        SizeTitle2,
	fynetheme.SizeNameSubHeadingText:     SizeTitle3,
	fynetheme.SizeNamePadding:            Space1,
	fynetheme.SizeNameInnerPadding:       Space2,
	fynetheme.SizeNameInlineIcon:         18,
	fynetheme.SizeNameSeparatorThickness: 1,
	fynetheme.SizeNameInputBorder:        1,
	fynetheme.SizeNameInputRadius:        RadiusControl,
	fynetheme.SizeNameButtonRadius:       RadiusControl,
	fynetheme.SizeNameSelectionRadius:    RadiusControl,
	fynetheme.SizeNameMenuRadius:         RadiusControl,
	fynetheme.SizeNamePopupRadius:        RadiusLarge,
	fynetheme.SizeNameCardRadius:         RadiusCard,
	fynetheme.SizeNameDialogRadius:       RadiusCard,
	fynetheme.SizeNameInnerWindowRadius:  RadiusCard,
	fynetheme.SizeNameScrollBar:          8,
	fynetheme.SizeNameScrollBarSmall:     4,
	fynetheme.SizeNameScrollBarRadius:    4,
	fynetheme.SizeNameModalBlurRadius:    0,
}
