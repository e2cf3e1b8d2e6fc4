// Package release finds out whether there is a newer version of the program. It asks
// one address that the build brings along, only when it is told to, and says nothing
// about the program's user, its machine or its own version. Nothing is downloaded.
package release

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/mod/semver"
)

var (
	// ErrNowhere is the error of a build that does not know where its releases are.
	ErrNowhere = errors.New("release: this build does not know where its releases are")
	// ErrAddress is the error of an address that is neither https nor on this machine.
	ErrAddress = errors.New("release: the address is neither https nor on this machine")
	// ErrAnswer is the error of an answer that names no version.
	ErrAnswer = errors.New("release: the answer names no version")
)

const (
	patience = 10 * time.Second
	longest  = 64 << 10 // of an answer, in bytes
	hops     = 3        // from one address to another of the same host
)

// Source is where a program's releases are told.
type Source struct {
	// URL answers with a JSON object that has the newest version as "tag_name" or
	// "version", as GitHub's latest release does; "" is nowhere.
	URL string
	// Client makes the call. Its cookies and its way with redirects are not used.
	Client *http.Client
}

// Newer returns the newest version without a leading "v" where it comes after current,
// else "". The current version of a build without a number comes before all others. It
// takes ten seconds at most. Its errors are the package's and those of net/http.
func (s Source) Newer(ctx context.Context, current string) (string, error) {
	if s.URL == "" {
		return "", ErrNowhere
	}
	address, err := url.Parse(s.URL)
	if err != nil || !trusted(address) {
		return "", ErrAddress
	}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	newest, err := s.newest(ctx, address)
	if err != nil {
		return "", err
	}
	if semver.Compare(newest, tag(current)) <= 0 {
		return "", nil
	}
	return strings.TrimPrefix(newest, "v"), nil
}

func (s Source) newest(ctx context.Context, address *url.URL) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address.String(), nil)
	if err != nil {
		return "", err
	}
	request.Header.Set("Accept", "application/json")
	request.Header.Set("User-Agent", "keycase") // some servers answer nobody without a name
	client := *s.Client
	client.Jar, client.CheckRedirect = nil, sameHost
	response, err := client.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close() //nolint:errcheck // it was only read
	if response.StatusCode != http.StatusOK {
		return "", fmt.Errorf("release: the answer is %s", response.Status)
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, longest+1))
	if err != nil {
		return "", err
	}
	return versionOf(body)
}

// versionOf is the version in an answer, with a leading "v".
func versionOf(body []byte) (string, error) {
	var answer struct {
		TagName string `json:"tag_name"`
		Version string `json:"version"`
	}
	if len(body) > longest || json.Unmarshal(body, &answer) != nil {
		return "", ErrAnswer
	}
	for _, named := range []string{answer.TagName, answer.Version} {
		if v := tag(named); semver.IsValid(v) {
			return v, nil
		}
	}
	return "", ErrAnswer
}

func tag(version string) string { return "v" + strings.TrimPrefix(version, "v") }

// sameHost follows a release that was moved, but to nobody else.
func sameHost(request *http.Request, before []*http.Request) error {
	first := before[0].URL
	if len(before) > hops || request.URL.Host != first.Host || request.URL.Scheme != first.Scheme {
		return http.ErrUseLastResponse
	}
	return nil
}

func trusted(address *url.URL) bool {
	switch address.Scheme {
	case "https":
		return address.Host != "" && address.User == nil
	case "http":
		ip := net.ParseIP(address.Hostname())
		return ip != nil && ip.IsLoopback() && address.User == nil
	}
	return false
}
