// Package theme is Keycase's look: colours, type scale, sizes, fonts and icons, in light and dark.
//
// Set it once with app.Settings().SetTheme(theme.New(theme.System)). Everything that draws asks for
// a colour by its name ([Color], [ColorInk2], …) at the time of drawing, never keeps one, so that a
// change of theme reaches it by a Refresh.
package theme
