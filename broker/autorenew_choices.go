package broker

// RenewChoice is a person's choice that a token is renewed by itself. It names the
// token for as long as it is replaced by others like it.
type RenewChoice struct{ Credential, Kind, Subject string }

// RenewChoices are all choices that are in force, in no order.
func (b *Broker) RenewChoices() []RenewChoice {
	var all []RenewChoice
	for k := range b.chosen() {
		all = append(all, RenewChoice(k))
	}
	return all
}

// AddRenewChoices brings choices back that were kept elsewhere. Those about tokens
// that are not there do no harm.
func (b *Broker) AddRenewChoices(choices []RenewChoice) error {
	if len(choices) == 0 {
		return nil
	}
	changed, err := b.updateChoices(func(keys map[tokenKey]bool) {
		for _, c := range choices {
			keys[tokenKey(c)] = true
		}
	})
	if changed {
		for _, c := range choices {
			b.emit(AutoRenewChanged{Credential: c.Credential})
		}
	}
	return err
}
