package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"keycase/broker"
	"keycase/providers"
	"keycase/providers/captured"
	"keycase/providers/check"
)

type mistakeJSON struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Meaning string `json:"meaning"`
	Fix     string `json:"fix"`
}

type differenceJSON struct {
	Step     string `json:"step"`
	Expected string `json:"expected"`
	Given    string `json:"given"`
}

type checkedJSON struct {
	Match    bool            `json:"match"`
	Mistakes []mistakeJSON   `json:"mistakes,omitempty"`
	Others   [][]mistakeJSON `json:"others,omitempty"`
	First    *differenceJSON `json:"first_difference,omitempty"`
}

func checkCommand(c *cli) *cobra.Command {
	var f callFlags
	var request string
	cmd := &cobra.Command{
		Use: "check PLATFORM.OPERATION", Short: c.T("cli.check.short"), Long: c.T("cli.check.long"), Args: c.exactly(1), ValidArgsFunction: c.completeOperation(),
		RunE: func(cmd *cobra.Command, args []string) error {
			found, err := c.check(cmd.Context(), args[0], f, request)
			if err != nil {
				return err
			}
			if c.json {
				return c.object(newCheckedJSON(c.lang, found))
			}
			return c.showChecked(found)
		},
	}
	f.register(c, cmd)
	cmd.Flags().StringVar(&request, "request", "", c.T("cli.flag.request"))
	return cmd
}

// check opens the vault only for a call that names a credential.
func (c *cli) check(ctx context.Context, operation string, f callFlags, request string) (check.Result, error) {
	platform, op, err := c.operation(operation)
	if err != nil {
		return check.Result{}, err
	}
	if f.input == "" && request == "" {
		return check.Result{}, &usageError{message: c.T("cli.check.nothing"), action: c.T("cli.check.nothing.do")}
	}
	its := check.Case{Platform: platform, Operation: op, Values: providers.Values{}}
	if f.input != "" {
		if its.Values, err = c.readInput(ctx, f.input); err != nil {
			return check.Result{}, err
		}
	}
	if its.Given, err = c.given(ctx, its.Values[givenKey], request); err != nil {
		return check.Result{}, err
	}
	if its.Env, err = c.signedWith(platform, its); err != nil {
		return check.Result{}, err
	}
	delete(its.Values, givenKey)
	delete(its.Values, envKey)
	c.noteUnknown(platform, its.Values)
	if f.credential != "" {
		if err := c.addStored(ctx, &its, f); err != nil {
			return check.Result{}, err
		}
	}
	found, err := check.Check(its)
	if err != nil && c.interactive() && c.askLacking(ctx, &its, err) {
		return check.Check(its)
	}
	return found, err
}

// signedWith is what is known of how it was signed. Nothing is drawn where a value
// is missing: it would not be the one signed with. Only a whole request, which
// tells its own time, is judged by the present.
func (c *cli) signedWith(platform *providers.Platform, its check.Case) (providers.Env, error) {
	env := providers.Env{BaseURL: strings.TrimRight(c.globals.baseURLs[platform.ID], "/")}
	if doc := its.Values[envKey]; doc != "" {
		if err := env.Overlay(doc); err != nil {
			return providers.Env{}, err
		}
	}
	if env.Now.IsZero() && (its.Given.Curl != "" || its.Given.HTTP != "") {
		env.Now = c.bare().Now()
	}
	return env, nil
}

// given reads what is to be checked: the key of that name, or a request in a file
// of its own, as it was pasted.
func (c *cli) given(ctx context.Context, doc, request string) (check.Given, error) {
	var given struct {
		Signature    string `json:"signature"`
		StringToSign string `json:"string_to_sign"`
		Curl         string `json:"curl"`
		HTTP         string `json:"http"`
	}
	if doc != "" {
		decoder := json.NewDecoder(strings.NewReader(doc))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&given); err != nil {
			return check.Given{}, providers.Invalid(givenKey, providers.Text{
				ZH: "要写成 {\"signature\": \"…\"}，或者 string_to_sign、curl、http 里的一项",
				EN: "must be {\"signature\": \"…\"}, or one of string_to_sign, curl and http",
			})
		}
	}
	if request != "" {
		text, err := heeding(ctx, func() ([]byte, error) { return c.readFile(request) })
		if err != nil {
			return check.Given{}, err
		}
		if captured.Detect(string(text)) == captured.FormHTTP {
			given.HTTP = string(text)
		} else {
			given.Curl = string(bytes.TrimSpace(text))
		}
	}
	return check.Given(given), nil
}

// addStored adds what the credential has.
func (c *cli) addStored(ctx context.Context, its *check.Case, f callFlags) error {
	b, err := c.existing(ctx)
	if err != nil {
		return err
	}
	name := its.Platform.ID + "." + its.Operation.ID
	if err := c.findFor(b, f.credential, name); err != nil {
		return err
	}
	held, err := b.Held(c.prompting(ctx), broker.Call{Operation: name, Credential: f.credential, Subject: f.subject, Values: its.Values})
	if err != nil {
		return err
	}
	its.Values, its.Others, its.Env.BaseURL = held.Values, held.Others, held.BaseURL
	return nil
}

// askLacking asks the person for the values that the error names, and tells
// whether one was given.
func (c *cli) askLacking(ctx context.Context, its *check.Case, err error) bool {
	var invalid *providers.InvalidError
	if !errors.As(err, &invalid) {
		return false
	}
	asked := false
	for _, p := range invalid.Problems {
		field, ok := providers.FieldNamed(its.Operation.Inputs, p.Field)
		if !ok || its.Values[p.Field] != "" {
			continue
		}
		v, err := c.askField(ctx, field, "")
		if err != nil {
			return false
		}
		its.Values[p.Field] = v
		asked = asked || v != ""
	}
	return asked
}

func newCheckedJSON(lang providers.Lang, found check.Result) checkedJSON {
	j := checkedJSON{Match: found.Match, Mistakes: newMistakesJSON(lang, found.Mistakes)}
	for _, other := range found.Others {
		j.Others = append(j.Others, newMistakesJSON(lang, other))
	}
	if d := found.Difference; d != nil {
		j.First = &differenceJSON{d.Step, d.Expected, d.Given}
	}
	return j
}

func newMistakesJSON(lang providers.Lang, mistakes []providers.Variant) []mistakeJSON {
	var list []mistakeJSON
	for _, m := range mistakes {
		list = append(list, mistakeJSON{m.ID, m.Title.In(lang), m.Meaning.In(lang), m.Fix.In(lang)})
	}
	return list
}

func (c *cli) showChecked(found check.Result) error {
	if found.Match {
		return c.record([]row{{"match", c.T("cli.check.result"), c.T("cli.check.match")}})
	}
	var rows []row
	for i, m := range found.Mistakes {
		n := "." + strconv.Itoa(i+1)
		rows = append(rows,
			row{"mistake" + n, c.T("cli.check.mistake"), m.Title.In(c.lang) + " (" + m.ID + ")"},
			row{"meaning" + n, c.T("cli.check.meaning"), m.Meaning.In(c.lang)},
			row{"fix" + n, c.T("cli.check.fix"), m.Fix.In(c.lang)},
		)
	}
	if d := found.Difference; d != nil {
		rows = append(rows,
			row{"step", c.T("cli.check.step"), d.Title.In(c.lang)},
			row{"expected", c.T("cli.check.expected"), d.Expected},
			row{"given", c.T("cli.check.given"), d.Given},
		)
	}
	for _, other := range found.Others {
		rows = append(rows, row{"or", c.T("cli.check.or"), titles(c.lang, other)})
	}
	return c.record(rows)
}

func titles(lang providers.Lang, mistakes []providers.Variant) string {
	var names []string
	for _, m := range mistakes {
		names = append(names, m.Title.In(lang)+" ("+m.ID+")")
	}
	return strings.Join(names, " + ")
}
