package main

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"keycase/broker"
	"keycase/providers"
)

type requestJSON struct {
	Method  string            `json:"method"`
	URL     string            `json:"url"`
	Headers map[string]string `json:"headers"`
	Body    string            `json:"body"`
}

type stepJSON struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type signedJSON struct {
	Platform     string       `json:"platform"`
	Operation    string       `json:"operation"`
	Request      *requestJSON `json:"request,omitempty"`
	StringToSign string       `json:"string_to_sign"`
	Signature    string       `json:"signature"`
	Trace        []stepJSON   `json:"trace"`
	ValidUntil   string       `json:"valid_until,omitempty"`
}

func signCommand(c *cli) *cobra.Command {
	var f callFlags
	var reveal bool
	cmd := &cobra.Command{
		Use: "sign PLATFORM.OPERATION", Short: c.T("cli.sign.short"), Long: c.T("cli.sign.long"), Args: c.exactly(1), ValidArgsFunction: c.completeOperation(),
		RunE: func(cmd *cobra.Command, args []string) error {
			signed, err := c.sign(cmd.Context(), args[0], f)
			if err != nil {
				return err
			}
			if c.json {
				return c.object(newSignedJSON(signed))
			}
			return c.showSigned(signed, reveal)
		},
	}
	f.register(c, cmd)
	cmd.Flags().BoolVar(&reveal, "reveal", false, c.T("cli.flag.reveal"))
	return cmd
}

// sign opens the vault only for a call that names a credential.
func (c *cli) sign(ctx context.Context, operation string, f callFlags) (broker.Signed, error) {
	call, err := c.call(operation, f)
	if err != nil {
		return broker.Signed{}, err
	}
	b := c.bare()
	if f.credential != "" {
		if b, err = c.existing(ctx); err != nil {
			return broker.Signed{}, err
		}
		if err := c.findFor(b, f.credential, call.Operation); err != nil {
			return broker.Signed{}, err
		}
		ctx = c.prompting(ctx)
	}
	if err := c.complete(ctx, b, &call); err != nil {
		return broker.Signed{}, err
	}
	return b.Sign(ctx, call)
}

func newSignedJSON(s broker.Signed) signedJSON {
	j := signedJSON{
		Platform: s.Prepared.Platform.ID, Operation: s.Prepared.Operation.ID,
		StringToSign: s.StringToSign, Signature: s.Signature, ValidUntil: rfc3339(s.ValidUntil),
		Trace: make([]stepJSON, len(s.Trace)),
	}
	for i, step := range s.Trace {
		j.Trace[i] = stepJSON{step.Name, step.Value}
	}
	if r := s.Request; r != nil {
		j.Request = &requestJSON{Method: r.Method, URL: r.URL, Headers: map[string]string{}, Body: r.Body}
		for _, h := range r.Headers {
			j.Request.Headers[h.Name] = h.Value
		}
	}
	return j
}

// showSigned is for people, over whose shoulder others look: secrets are hidden
// unless they are asked for.
func (c *cli) showSigned(s broker.Signed, reveal bool) error {
	hide := func(text string) string { return providers.Redact(text, s.Prepared.Secrets()...) }
	request := s.Request
	if request != nil && !reveal {
		request = request.Masked()
	}
	if reveal {
		hide = func(text string) string { return text }
	}
	var rows []row
	for i, step := range s.Trace {
		label := strconv.Itoa(i+1) + " " + step.Title.In(c.lang)
		rows = append(rows, row{"step." + step.Name, label, hide(step.Value)})
	}
	if request != nil {
		rows = append(rows, row{"method", c.T("cli.sign.method"), request.Method}, row{"url", c.T("cli.sign.url"), request.URL})
		for _, h := range request.Headers {
			rows = append(rows, row{"header." + h.Name, h.Name, h.Value})
		}
		rows = append(rows, row{"body", c.T("cli.sign.body"), request.Body})
	}
	rows = append(rows,
		row{"signature", c.T("cli.sign.signature"), s.Signature},
		row{"valid_until", c.T("cli.sign.valid_until"), clock(s.ValidUntil)},
	)
	return c.record(rows)
}
