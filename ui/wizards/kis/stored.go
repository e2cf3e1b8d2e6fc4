package kis

import "keycase/vault"

// accounts are the stored credentials of the platform.
func (p *page) accounts() []vault.Credential {
	var all []vault.Credential
	for _, cred := range p.c.Vault.List() {
		if cred.Platform == platformID {
			all = append(all, cred)
		}
	}
	return all
}

// unfinished is the newest account without a product: one that was stored to be bound later. It is ""
// where there is none.
func (p *page) unfinished() string {
	var newest vault.Credential
	for _, cred := range p.accounts() {
		if len(cred.Grants) == 0 && (newest.ID == "" || cred.CreatedAt.After(newest.CreatedAt)) {
			newest = cred
		}
	}
	return newest.ID
}

// known is the stored account that the one typed in is, told by the enterprise and the app.
func (p *page) known() (cred vault.Credential, stored bool) {
	f := p.flow
	if f.stored != "" {
		return vault.Credential{}, false
	}
	for _, cred := range p.accounts() {
		if cred.Public[eidField] == f.values[eidField] && cred.Public[idField] == f.values[idField] && cred.BaseURL == f.base {
			return cred, true
		}
	}
	return vault.Credential{}, false
}
