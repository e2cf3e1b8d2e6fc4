package operation

import (
	"slices"

	"fyne.io/fyne/v2"

	"keycase/assets/translations"
	"keycase/broker"
	"keycase/providers"
	"keycase/providers/snippet"
	"keycase/ui/widgets"
)

// formKey is where it is remembered that commands are to be shared.
const formKey = "snippet.share"

// The forms of a command, in the order in which the panel shows them.
const (
	formReady = iota
	formShare
)

func rememberedForm() int {
	if fyne.CurrentApp().Preferences().Bool(formKey) {
		return formShare
	}
	return formReady
}

// sharedCode is the call for a target without its secrets. It may be shown as it is.
func sharedCode(target string, s broker.Signed) (snippet.Snippet, error) {
	return snippet.Share(target, s.Prepared.Platform, s.Prepared.Operation, s.Env, s.Prepared.Values)
}

// notes say what the variables of a shared command have to hold.
func notes(l *translations.Localizer, s broker.Signed, variables []snippet.Variable) []widgets.SnippetNote {
	recipe, err := s.Prepared.Operation.Recipe(s.Env, s.Prepared.Values)
	if err != nil {
		return nil // the command would not be there either
	}
	all := make([]widgets.SnippetNote, len(variables))
	for i, v := range variables {
		at := slices.IndexFunc(recipe.Steps, func(step providers.RecipeStep) bool { return step.Name == v.Step })
		means := meaning(l, s.Prepared.Platform, s.Prepared.Operation, recipe.Steps[at])
		if v.Encoded {
			means = l.T("snippet.encoded", "Meaning", means)
		}
		all[i] = widgets.SnippetNote{Name: v.Name, Meaning: means}
	}
	return all
}

// made are the texts about what a recipe makes by itself.
var made = map[providers.Action]string{
	providers.DoUnixSeconds: "snippet.made_seconds",
	providers.DoUnixMillis:  "snippet.made_millis",
	providers.DoChinaTime:   "snippet.made_china",
	providers.DoNonce:       "snippet.made_nonce",
	providers.DoState:       "snippet.made_state",
	providers.DoUUID:        "snippet.made_uuid",
}

// meaning says what a step of a recipe gives.
func meaning(l *translations.Localizer, p *providers.Platform, op *providers.Operation, step providers.RecipeStep) string {
	if step.Do != providers.DoSecret {
		if key, ok := made[step.Do]; ok {
			return l.T(key)
		}
		return l.T("snippet.made")
	}
	lang := providers.Lang(l.Lang())
	f := inputNamed(p, op, step.Name)
	if help := f.Help.In(lang); help != "" {
		return help
	}
	return f.Label.In(lang)
}

// inputNamed is an input of the operation, or of another one: a row of a form may
// hold a secret that only that one asks for.
func inputNamed(p *providers.Platform, op *providers.Operation, name string) providers.Field {
	if f, ok := providers.FieldNamed(op.Inputs, name); ok {
		return f
	}
	for i := range p.Operations {
		if f, ok := providers.FieldNamed(p.Operations[i].Inputs, name); ok {
			return f
		}
	}
	return providers.Field{Label: providers.Same(name)}
}
