package widgets

import (
	"math"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
)

// What screen readers are told. Fyne asks the widgets of containers and does not look into them, so
// each says all that it shows by itself, but never a value that may be a secret. What buttons and
// fields alone are told is with them; what is decoration (icons, marks, dividers, spinners) is told
// by the words beside it.

var (
	_ fyne.Accessible = (*Field)(nil)
	_ fyne.Accessible = (*Cell)(nil)
	_ fyne.Accessible = (*SearchBox)(nil)
	_ fyne.Accessible = (*StatusChip)(nil)
	_ fyne.Accessible = (*CountdownRing)(nil)
	_ fyne.Accessible = (*Banner)(nil)
	_ fyne.Accessible = (*Toast)(nil)
	_ fyne.Accessible = (*EmptyState)(nil)
	_ fyne.Accessible = (*SectionHeading)(nil)
	_ fyne.Accessible = (*Card)(nil)
	_ fyne.Accessible = (*StepTrace)(nil)
	_ fyne.Accessible = (*SnippetPanel)(nil)
)

// spoken joins what there is to say.
func spoken(parts ...string) string {
	var there []string
	for _, part := range parts {
		if part != "" {
			there = append(there, part)
		}
	}
	return strings.Join(there, ", ")
}

// AccessibilityLabel is the text, and how long what it copies is valid.
func (b *timedButton) AccessibilityLabel() string { return spoken(b.label, b.valid.Text()) }

// AccessibilityLabel is the name with the number at its end.
func (s *SidebarItem) AccessibilityLabel() string {
	number := s.badge.Text()
	if number == "" {
		number = s.count.Text()
	}
	return spoken(s.label, number)
}

// AccessibilityLabel is both lines.
func (c *ActionCard) AccessibilityLabel() string { return spoken(c.title.Text(), c.detail.Text()) }

// AccessibilityLabel is all texts of the card but its key.
func (c *RoleCard) AccessibilityLabel() string {
	return spoken(c.role.Text(), c.title.Text(), c.text.Text())
}

// AccessibilityLabel is the label with what is chosen.
func (c *choice) AccessibilityLabel() string {
	if c.selected < 0 || c.selected >= len(c.words) {
		return c.label
	}
	return spoken(c.label, c.words[c.selected].Text())
}

// AccessibilityLabel is the label with the state, see [Toggle.SetStates].
func (t *Toggle) AccessibilityLabel() string {
	if t.on {
		return spoken(t.label, t.states[1])
	}
	return spoken(t.label, t.states[0])
}

// AccessibilityLabel is the label with what is chosen and what is wrong.
func (s *Select) AccessibilityLabel() string {
	chosen := s.hint
	if s.selected >= 0 {
		chosen = s.options[s.selected]
	}
	return spoken(s.label, chosen, s.frame.failure)
}

// AccessibilityLabel is the label with a value that is no secret, or what stands in its place.
func (f *SecretField) AccessibilityLabel() string {
	if f.mode == fieldSecret {
		return spoken(f.label, f.note.Text())
	}
	return spoken(f.label, f.value.Text())
}

// AccessibilityLabel is the label with the sentence below; what was typed may be a secret.
func (f *Field) AccessibilityLabel() string { return spoken(f.entry.label, f.frame.sentence()) }

// AccessibilityRole implements fyne.Accessible; Fyne has none for inputs yet.
func (f *Field) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel is the placeholder, which names the column.
func (c *Cell) AccessibilityLabel() string { return c.entry.label }

// AccessibilityRole implements fyne.Accessible; Fyne has none for inputs yet.
func (c *Cell) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel is the placeholder.
func (s *SearchBox) AccessibilityLabel() string { return s.entry.label }

// AccessibilityRole implements fyne.Accessible; Fyne has none for inputs yet.
func (s *SearchBox) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel is the word.
func (c *StatusChip) AccessibilityLabel() string { return c.text.Text() }

// AccessibilityRole implements fyne.Accessible.
func (c *StatusChip) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel is what is left, in words where the ring was given some, else in per cent.
func (r *CountdownRing) AccessibilityLabel() string {
	if words := spoken(r.words, r.time.Text(), r.caption.Text()); words != "" {
		return words
	}
	return strconv.Itoa(int(math.Round(float64(r.fraction)*100))) + " %"
}

// AccessibilityRole implements fyne.Accessible.
func (r *CountdownRing) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel is the fact with its sentence.
func (b *Banner) AccessibilityLabel() string { return spoken(b.fact.Text(), b.detail.Text()) }

// AccessibilityRole implements fyne.Accessible.
func (b *Banner) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel is the text.
func (t *Toast) AccessibilityLabel() string { return t.text.Text() }

// AccessibilityRole implements fyne.Accessible.
func (t *Toast) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel is the sentence.
func (e *EmptyState) AccessibilityLabel() string { return e.text.Text() }

// AccessibilityRole implements fyne.Accessible.
func (e *EmptyState) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel is all of its texts.
func (h *SectionHeading) AccessibilityLabel() string {
	return spoken(h.name.Text(), h.count.Text(), h.remark.Text())
}

// AccessibilityRole implements fyne.Accessible.
func (h *SectionHeading) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel is what the card begins with.
func (c *Card) AccessibilityLabel() string { return firstWords(c.content) }

// AccessibilityRole implements fyne.Accessible.
func (c *Card) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// firstWords are those that the first part with something to say would tell.
func firstWords(object fyne.CanvasObject) string {
	if box, ok := object.(*fyne.Container); ok {
		for _, part := range box.Objects {
			if words := firstWords(part); part.Visible() && words != "" {
				return words
			}
		}
		return ""
	}
	if accessible, ok := object.(fyne.Accessible); ok {
		return accessible.AccessibilityLabel()
	}
	return ""
}

// AccessibilityLabel is the titles of the steps.
func (t *StepTrace) AccessibilityLabel() string {
	titles := make([]string, 0, len(t.steps))
	for _, step := range t.steps {
		titles = append(titles, step.step.Title)
	}
	return spoken(titles...)
}

// AccessibilityRole implements fyne.Accessible.
func (t *StepTrace) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// AccessibilityLabel is the step's title with why it is there and what is still missing; its value
// may be a secret.
func (s *traceStep) AccessibilityLabel() string {
	return spoken(s.number.Text(), s.step.Title, s.step.Hint, s.step.Missing)
}

// AccessibilityLabel is that of the tabs and of the forms.
func (p *SnippetPanel) AccessibilityLabel() string {
	return spoken(p.tabs.AccessibilityLabel(), p.forms.AccessibilityLabel())
}

// AccessibilityRole implements fyne.Accessible.
func (p *SnippetPanel) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }
