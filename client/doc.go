// Package client gets tokens from a running "keycase-cli serve", for programs that
// call the platforms themselves. It needs nothing but the standard library.
//
//	c, err := client.New()
//	…
//	token, err := c.Token(ctx, "my-shop")
//	…
//	req.Header.Set("app-token", token.Value)
//
// Ask before each call instead of keeping a token: the service has it in memory,
// and hands out another one before it expires. One Client may be used by any
// number of goroutines.
package client
