package theme

import "fyne.io/fyne/v2"

// Look is how a platform shows itself: a Lucide icon, its colour and the fill behind it.
type Look struct {
	Icon      string
	Ink, Soft fyne.ThemeColorName
}

var looks = map[string]Look{
	"jdy":       {"sparkles", ColorJdy, ColorJdySoft},
	"kis":       {"book-open", ColorKis, ColorKisSoft},
	"robot":     {"bot", ColorRobot, ColorRobotSoft},
	"yilianyun": {"printer", ColorYly, ColorYlySoft},
}

// Platform returns the look of the platform with the given id. A platform that has none of its own
// gets a neutral key.
func Platform(id string) Look {
	if look, ok := looks[id]; ok {
		return look
	}
	return Look{"key-round", ColorNeutralText, ColorNeutralSoft}
}
