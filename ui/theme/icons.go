package theme

import (
	"fmt"
	"image/color"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"

	"keycase/assets"
	"keycase/ui/theme/internal/outline"
)

// DefaultIconSize is the size that Icon draws for, in Fyne units.
const DefaultIconSize = 18

// iconBox is the side of the square that Lucide icons are drawn in.
const iconBox = 24

// fyneIcons leaves out check boxes and radio buttons: Fyne makes those of a frame and a fill that
// fit each other.
var fyneIcons = map[fyne.ThemeIconName]string{
	fynetheme.IconNameCancel:         "x",
	fynetheme.IconNameConfirm:        "check",
	fynetheme.IconNameDelete:         "trash-2",
	fynetheme.IconNameSearch:         "search",
	fynetheme.IconNameMenu:           "menu",
	fynetheme.IconNameMenuExpand:     "chevron-right",
	fynetheme.IconNameContentAdd:     "plus",
	fynetheme.IconNameContentRemove:  "minus",
	fynetheme.IconNameContentCut:     "scissors",
	fynetheme.IconNameContentCopy:    "copy",
	fynetheme.IconNameContentPaste:   "clipboard-paste",
	fynetheme.IconNameContentClear:   "x",
	fynetheme.IconNameContentRedo:    "redo-2",
	fynetheme.IconNameContentUndo:    "undo-2",
	fynetheme.IconNameInfo:           "info",
	fynetheme.IconNameQuestion:       "circle-question-mark",
	fynetheme.IconNameHelp:           "circle-question-mark",
	fynetheme.IconNameWarning:        "triangle-alert",
	fynetheme.IconNameError:          "circle-alert",
	fynetheme.IconNameDocument:       "file-text",
	fynetheme.IconNameDocumentPrint:  "printer",
	fynetheme.IconNameDocumentSave:   "save",
	fynetheme.IconNameMoreHorizontal: "ellipsis",
	fynetheme.IconNameMoveDown:       "arrow-down",
	fynetheme.IconNameMoveUp:         "arrow-up",
	fynetheme.IconNameNavigateBack:   "arrow-left",
	fynetheme.IconNameNavigateNext:   "arrow-right",
	fynetheme.IconNameArrowDropDown:  "chevron-down",
	fynetheme.IconNameArrowDropUp:    "chevron-up",
	fynetheme.IconNameFile:           "file-text",
	fynetheme.IconNameFileImage:      "image",
	fynetheme.IconNameFileText:       "file-text",
	fynetheme.IconNameFolder:         "folder",
	fynetheme.IconNameFolderOpen:     "folder",
	fynetheme.IconNameHome:           "house",
	fynetheme.IconNameSettings:       "settings",
	fynetheme.IconNameUpload:         "upload",
	fynetheme.IconNameDownload:       "download",
	fynetheme.IconNameViewRefresh:    "refresh-cw",
	fynetheme.IconNameVisibility:     "eye",
	fynetheme.IconNameVisibilityOff:  "eye-off",
	fynetheme.IconNameCalendar:       "calendar",
	fynetheme.IconNameLogout:         "log-out",
	fynetheme.IconNameWindowClose:    "x",
}

// Icon returns a Lucide icon (such as "key-round") in a theme colour, for 18 units.
func Icon(name string, colorName fyne.ThemeColorName) fyne.Resource {
	return IconSized(name, colorName, DefaultIconSize)
}

// IconSized returns a Lucide icon in a theme colour of now, with lines that come out IconStroke
// wide at the given size in Fyne units. The same icon, colour and size give the same resource. A
// name that is not bundled gives an empty drawing, and a test fails.
func IconSized(name string, colorName fyne.ThemeColorName, size float32) fyne.Resource {
	key := iconKey{name: name, color: hex(Color(colorName)), size: size}
	iconCache.Lock()
	defer iconCache.Unlock()
	icon, ok := iconCache.drawings[key]
	if !ok {
		icon = key.draw()
		iconCache.drawings[key] = icon
	}
	return icon
}

// iconCache is bounded: icons, colours and sizes are all of the program's own choosing.
var iconCache = struct {
	sync.Mutex
	drawings map[iconKey]fyne.Resource
}{drawings: map[iconKey]fyne.Resource{}}

type iconKey struct {
	name, color string
	size        float32
}

// draw makes the icon's lines IconStroke wide at its size.
func (k iconKey) draw() fyne.Resource {
	file := fmt.Sprintf("%s-%s-%g.svg", k.name, strings.TrimPrefix(k.color, "#"), k.size) // Fyne's key for the picture
	source, ok := assets.Icon(k.name)
	if !ok {
		fyne.LogError("no icon named "+k.name, nil)
		return fyne.NewStaticResource(file, []byte(emptyIcon))
	}
	drawing, err := outline.SVG(source, IconStroke*iconBox/float64(k.size), k.color)
	if err != nil {
		fyne.LogError("icon "+k.name, err)
		return fyne.NewStaticResource(file, []byte(emptyIcon))
	}
	return fyne.NewStaticResource(file, drawing)
}

const emptyIcon = `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"></svg>`

// hex writes an opaque colour as #rrggbb.
func hex(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
