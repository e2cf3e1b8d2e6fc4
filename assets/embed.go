// Package assets carries what Keycase shows but does not compute: fonts, icons and the
// application icon. It knows no toolkit; everything is plain bytes.
//
// make.sh regenerates the files. Their licences lie beside them: fonts/OFL-*.txt and
// icons/LICENSE.
package assets

import "embed"

// FontRegular is Noto Sans SC Regular (OpenType, one font), cut to GB2312, Latin and punctuation.
//
//go:embed fonts/NotoSansSC-Regular.otf
var FontRegular []byte

// FontMedium is Noto Sans SC Medium with the same characters as FontRegular.
//
//go:embed fonts/NotoSansSC-Medium.otf
var FontMedium []byte

// FontMono is JetBrains Mono without ligatures (TrueType), Latin only.
//
//go:embed fonts/JetBrainsMonoNL-Regular.ttf
var FontMono []byte

// AppIconSVG is the application icon: a white key on an accent square.
//
//go:embed icon.svg
var AppIconSVG []byte

// AppIconPNG is the application icon at 512 x 512 pixels.
//
//go:embed app/icon-512.png
var AppIconPNG []byte

//go:embed icons/*.svg
var icons embed.FS

// Icon returns the SVG source of the Lucide icon with the given name (such as "key-round"),
// and false where Keycase does not carry it. The drawing is 24 x 24 units; its colour is
// "currentColor" and its stroke-width "1.75", both to be replaced as text.
func Icon(name string) ([]byte, bool) {
	svg, err := icons.ReadFile("icons/" + name + ".svg")
	return svg, err == nil
}

// IconNames lists the icons that Icon knows, in alphabetical order.
func IconNames() []string {
	entries, err := icons.ReadDir("icons")
	if err != nil {
		return nil
	}
	names := make([]string, len(entries))
	for i, entry := range entries {
		name := entry.Name()
		names[i] = name[:len(name)-len(".svg")]
	}
	return names
}
