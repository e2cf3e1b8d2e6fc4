package client_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"time"

	"keycase/client"
)

// A call of 金蝶云·星辰 with a token that is asked for each time. The program signs
// it as the platform prescribes; token and router address go along.
func Example() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	c, err := client.New()
	if err != nil {
		log.Fatal(err)
	}
	token, err := c.Token(ctx, "my-shop")
	if err != nil {
		log.Fatal(err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, token.BaseURL+"/jdy/v2/bd/customer", nil)
	if err != nil {
		log.Fatal(err)
	}
	req.Header.Set("app-token", token.Value)
	req.Header.Set("X-GW-Router-Addr", token.Values["router_addr"])
}

// The token of one of several printers.
func ExampleSubject() {
	c, err := client.New()
	if err != nil {
		log.Fatal(err)
	}
	token, err := c.Token(context.Background(), "my-printers", client.Subject("4004683219"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(token.Values["machine_code"], token.ExpiresAt)
}

// What to do about an error depends on its code.
func ExampleError() {
	c, err := client.New()
	if err != nil {
		log.Fatal(err)
	}
	_, err = c.Token(context.Background(), "my-shop")
	var told *client.Error
	switch {
	case errors.Is(err, client.ErrNotServing):
		log.Fatal("start keycase-cli serve my-shop first")
	case errors.As(err, &told) && told.Code == "quota":
		<-time.After(told.RetryAfter)
	case err != nil:
		log.Fatal(err)
	}
}
