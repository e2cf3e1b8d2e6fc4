package checking

import "keycase/providers"

// example is a mistake that the platform's own published values were signed with,
// for whoever wants to see the page at work: the raw bytes in Base64.
var example = struct {
	operation     string
	values        providers.Values
	moment, nonce string
	signature     string
}{
	operation: "jdy.app-token",
	values: providers.Values{
		"client_id": "200421", "client_secret": "f2adcfef73369bfc4e1384677d38a0ff", "app_key": "bVZgAZOv1", // #nosec G101 -- published
		"app_signature": "MzZlYTk0ODk4MWZlNjdiODNmNWU4YzViNzYxNGM5MTFlOGJkN2NjMzk0MTJkZGNhZGM0NzZhN2YxZDJmOTlkZA==",
	},
	moment:    "1670305063559",
	nonce:     "4427456950",
	signature: "kb6bQbI9onxaeIAo3nH14J6VZeTFol8hz5oH32i1DVE=",
}
