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
			signed, given, err := c.sign(cmd.Context(), args[0], f)
			if err != nil {
				return err
			}
			if !c.json {
				return c.showSigned(signed, reveal)
			}
			var hidden []string
			if !reveal {
				hidden = storedSecrets(signed, given)
			}
			return c.object(newSignedJSON(signed, hidden))
		},
	}
	f.register(c, cmd)
	cmd.Flags().BoolVar(&reveal, "reveal", false, c.T("cli.flag.reveal"))
	return cmd
}

// sign opens the vault only for a call that names a credential. It also returns
// the values that did not come from there.
func (c *cli) sign(ctx context.Context, operation string, f callFlags) (broker.Signed, providers.Values, error) {
	call, err := c.call(ctx, operation, f)
	if err != nil {
		return broker.Signed{}, nil, err
	}
	b := c.bare()
	if f.credential != "" {
		if b, err = c.existing(ctx); err != nil {
			return broker.Signed{}, nil, err
		}
		if err := c.findFor(b, f.credential, call.Operation); err != nil {
			return broker.Signed{}, nil, err
		}
		ctx = c.prompting(ctx)
	}
	if err := c.complete(ctx, b, &call); err != nil {
		return broker.Signed{}, nil, err
	}
	signed, err := b.Sign(ctx, call)
	return signed, call.Values, err
}

// newSignedJSON hides the secrets in what explains the signature; the request
// is there to be sent and stays whole.
func newSignedJSON(s broker.Signed, hidden []string) signedJSON {
	j := signedJSON{
		Platform: s.Prepared.Platform.ID, Operation: s.Prepared.Operation.ID,
		StringToSign: providers.Redact(s.StringToSign, hidden...), Signature: s.Signature, ValidUntil: rfc3339(s.ValidUntil),
		Trace: make([]stepJSON, len(s.Trace)),
	}
	for i, step := range s.Trace {
		j.Trace[i] = stepJSON{step.Name, providers.Redact(step.Value, hidden...)}
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
// unless they are asked for, and so is a signature that is a token.
func (c *cli) showSigned(s broker.Signed, reveal bool) error {
	var hidden []string
	if !reveal {
		hidden = s.Secrets()
	}
	hide := func(text string) string { return providers.Redact(text, hidden...) }
	var rows []row
	for i, step := range s.Trace {
		label := strconv.Itoa(i+1) + " " + step.Title.In(c.lang)
		rows = append(rows, row{"step." + step.Name, label, hide(step.Value)})
	}
	if r := s.Request; r != nil {
		rows = append(rows, row{"method", c.T("cli.sign.method"), r.Method}, row{"url", c.T("cli.sign.url"), hide(r.URL)})
		for _, h := range r.Headers {
			rows = append(rows, row{"header." + h.Name, h.Name, hide(h.Value)})
		}
		rows = append(rows, row{"body", c.T("cli.sign.body"), hide(r.Body)})
	}
	rows = append(rows,
		row{"signature", c.T("cli.sign.signature"), hide(s.Signature)},
		row{"valid_until", c.T("cli.sign.valid_until"), clock(s.ValidUntil)},
	)
	return c.record(rows)
}
