package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"keycase/broker"
	"keycase/providers"
)

// maxInput bounds an input document, in bytes.
const maxInput = 1 << 20

// The keys of an input document that are not values.
const (
	envKey   = "env"
	givenKey = "given" // what a signature is compared with
)

// callFlags say where the values of a call come from.
type callFlags struct {
	credential string
	input      string
	subject    string
}

func (f *callFlags) register(c *cli, cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.credential, "credential", "", c.T("cli.flag.credential"))
	cmd.Flags().StringVar(&f.input, "input", "", c.T("cli.flag.input"))
	cmd.Flags().StringVar(&f.subject, "subject", "", c.T("cli.flag.subject"))
	completeFlag(cmd, "credential", c.credentialNames)
}

// call makes the call that the flags describe; values that a person has to type
// are asked for by complete.
func (c *cli) call(ctx context.Context, operation string, f callFlags) (broker.Call, error) {
	platform, op, err := c.operation(operation)
	if err != nil {
		return broker.Call{}, err
	}
	call := broker.Call{Operation: platform.ID + "." + op.ID, Credential: f.credential, Subject: f.subject}
	if f.input == "" {
		return call, nil
	}
	values, err := c.readInput(ctx, f.input)
	if err != nil {
		return broker.Call{}, err
	}
	call.Env = values[envKey]
	delete(values, envKey)
	delete(values, givenKey)
	call.Values = values
	c.noteUnknown(platform, values)
	return call, nil
}

// noteUnknown names the values that nothing on the platform reads, which are
// misspelt as a rule.
func (c *cli) noteUnknown(platform *providers.Platform, values providers.Values) {
	known := map[string]bool{}
	for _, f := range platform.Fields {
		known[f.Name] = true
	}
	for _, op := range platform.Operations {
		for _, f := range op.Inputs {
			known[f.Name] = true
		}
	}
	var strange []string
	for name := range values {
		if !known[name] {
			strange = append(strange, name)
		}
	}
	if len(strange) > 0 {
		slices.Sort(strange)
		c.note(c.T("cli.input.unknown", "Names", strings.Join(strange, ", "), "Platform", platform.ID))
	}
}

// readInput reads the document of a file or, for "-", of standard input.
func (c *cli) readInput(ctx context.Context, path string) (providers.Values, error) {
	var doc []byte
	var err error
	if blocks(path) {
		doc, err = heeding(ctx, func() ([]byte, error) { return c.readFile(path) })
	} else {
		doc, err = c.readFile(path) // without another thread, whose start takes longer
	}
	if err != nil {
		return nil, err
	}
	return providers.ParseInput(doc)
}

// blocks tells what may keep its reader waiting: all but a plain file.
func blocks(path string) bool {
	info, err := os.Stat(path)
	return path == "-" || err == nil && !info.Mode().IsRegular()
}

func (c *cli) readFile(path string) ([]byte, error) {
	from := c.in
	if path != "-" {
		f, err := os.Open(path) //nolint:gosec // the person names it
		if err != nil {
			return nil, c.usage("cli.input.file", "Detail", err.Error())
		}
		defer func() { _ = f.Close() }()
		from = f
	}
	doc, err := io.ReadAll(io.LimitReader(from, maxInput+1))
	if err != nil {
		return nil, c.usage("cli.input.file", "Detail", err.Error())
	}
	if len(doc) > maxInput {
		return nil, c.usage("cli.input.long", "Limit", maxInput>>20)
	}
	return doc, nil
}

// complete asks the person at the terminal for what the call still lacks. In a
// pipe it leaves the call alone, and signing names what is missing.
func (c *cli) complete(ctx context.Context, b *broker.Broker, call *broker.Call) error {
	prepared, err := b.Prepare(ctx, *call)
	if err != nil {
		return err
	}
	if err := c.unchosen(prepared, *call); err != nil {
		return err
	}
	c.noteWarnings(prepared.Warnings)
	if prepared.Invalid == nil || !c.interactive() {
		return nil
	}
	given, err := c.askMissing(ctx, prepared.Operation.Inputs, prepared.Operation.OneOf, prepared.Values)
	if err != nil {
		return err
	}
	if call.Values == nil {
		call.Values = providers.Values{}
	}
	for name, v := range given {
		call.Values[name] = v
	}
	return nil
}

// askMissing asks for required values, and for one of those of which one has to
// be given.
func (c *cli) askMissing(ctx context.Context, fields []providers.Field, rules []providers.OneOf, have providers.Values) (providers.Values, error) {
	given := providers.Values{}
	for _, f := range fields {
		if !f.Required || have[f.Name] != "" {
			continue
		}
		v, err := c.askField(ctx, f, "")
		if err != nil {
			return nil, err
		}
		given[f.Name] = v
	}
	for _, rule := range rules {
		if slices.ContainsFunc(rule.Fields, func(name string) bool { return have[name] != "" }) {
			continue
		}
		if err := c.askOneOf(ctx, fields, rule, given); err != nil {
			return nil, err
		}
	}
	return given, nil
}

func (c *cli) askOneOf(ctx context.Context, fields []providers.Field, rule providers.OneOf, given providers.Values) error {
	for _, name := range rule.Fields {
		f, ok := providers.FieldNamed(fields, name)
		if !ok {
			continue
		}
		v, err := c.askField(ctx, f, c.T("cli.ask.skip"))
		if err != nil {
			return err
		}
		if v != "" {
			given[name] = v
			return nil
		}
	}
	return nil
}

// askField asks for one value; hint says what an empty answer means.
func (c *cli) askField(ctx context.Context, f providers.Field, hint string) (string, error) {
	label := f.Label.In(c.lang)
	if label != f.Name {
		label = fmt.Sprintf("%s (%s)", label, f.Name)
	}
	var choices []string
	for _, choice := range f.Choices {
		choices = append(choices, choice.Value)
	}
	if len(choices) > 0 {
		label += " [" + strings.Join(choices, "/") + "]"
	}
	return c.ask(ctx, label+hint+c.T("cli.ask.colon"), f.Secret)
}

// platform and operation look a name up and tell what there is instead.
func (c *cli) platform(id string) (*providers.Platform, error) {
	p, err := c.bare().Registry().Platform(id)
	if err != nil {
		return nil, &usageError{
			message: c.T("cli.error.platform", "Name", id),
			action:  c.T("cli.error.there_are", "List", strings.Join(platformIDs(), ", ")),
		}
	}
	return p, nil
}

func (c *cli) operation(name string) (*providers.Platform, *providers.Operation, error) {
	id, _, _ := strings.Cut(name, ".")
	platform, err := c.platform(id)
	if err != nil {
		return nil, nil, err
	}
	_, op, err := c.bare().Registry().Operation(name)
	if errors.Is(err, providers.ErrUnknown) {
		return nil, nil, &usageError{
			message: c.T("cli.error.operation", "Name", name),
			action:  c.T("cli.error.there_are", "List", strings.Join(operationIDs(platform), ", ")),
		}
	}
	return platform, op, err
}

func operationIDs(p *providers.Platform) []string {
	ids := make([]string, len(p.Operations))
	for i := range p.Operations {
		ids[i] = p.ID + "." + p.Operations[i].ID
	}
	return ids
}
