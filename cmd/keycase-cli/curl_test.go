package main

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
	"keycase/providers/catalog"
	"keycase/providers/sandbox"
)

// shop is the sandbox with somebody who pastes commands into bash.
type shop struct {
	t       *testing.T
	world   *sandbox.World
	servers *sandbox.Servers
	pasted  map[string]bool
}

func openShop(t *testing.T) *shop {
	world := sandbox.New(sandbox.Options{})
	servers, err := world.Start(context.Background(), "")
	require.NoError(t, err)
	t.Cleanup(servers.Close)
	t.Setenv("KEYCASE_HOME", t.TempDir())
	return &shop{t: t, world: world, servers: servers, pasted: map[string]bool{}}
}

// paste writes the call as a bash command, runs it with the real bash and curl,
// and reads the answer as the program does.
func (s *shop) paste(operation string, values ...map[string]string) providers.Outcome {
	s.t.Helper()
	all := map[string]string{}
	for _, v := range values {
		maps.Copy(all, v)
	}
	input, err := json.Marshal(all)
	require.NoError(s.t, err)
	platform, op, err := catalog.Registry().Operation(operation)
	require.NoError(s.t, err)

	var out, messages bytes.Buffer
	status := execute(
		[]string{"snippet", operation, "--as", "bash", "--input", "-", "--base-url", platform.ID + "=" + s.servers.URL(platform.ID)},
		console{in: bytes.NewReader(input), out: &out, err: &messages, env: func(string) string { return "" }},
	)
	require.Equal(s.t, exitDone, status, messages.String())

	bash := exec.CommandContext(s.t.Context(), "bash")
	bash.Stdin = &out
	bash.Env = []string{"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C"}
	answer, err := bash.Output()
	require.NoError(s.t, err, operation)
	outcome, err := op.Parse(providers.Response{Status: 200, Body: answer})
	require.NoError(s.t, err, operation)
	s.pasted[operation] = true
	return outcome
}

// TestEverySnippetIsAcceptedWhenPasted runs the real curl for every operation
// that sends: the sandbox accepts a request only when each byte is right.
func TestEverySnippetIsAcceptedWhenPasted(t *testing.T) {
	s := openShop(t)
	s.pasteJDY()
	s.pasteKIS()
	s.pasteRobot()
	s.pasteYilianyun()

	for _, p := range catalog.Registry() {
		for _, op := range p.Operations {
			assert.Equal(t, op.Sends, s.pasted[p.ID+"."+op.ID], "%s.%s", p.ID, op.ID)
		}
	}
}

// awkward is what shells like to interpret.
const awkward = `'"$HOME` + "`id`" + ` \ %41 & ! @x 中文` + "\n" + `*~;|<>`

func (s *shop) pasteJDY() {
	keys := sandbox.Demo().Values(sandbox.JDY)
	token := s.paste("jdy.app-token", keys).Token
	assert.NotEmpty(s.t, s.paste("jdy.authorize", keys).Grants)
	query, err := json.Marshal([][2]string{{"search", strings.ReplaceAll(awkward, "\n", "")}, {"page", "1"}})
	require.NoError(s.t, err)
	s.paste("jdy.request", keys, map[string]string{
		"method": "GET", "path": "/jdy/v2/bd/customer", "query": string(query), "app_token": token.Value,
	})
}

func (s *shop) pasteKIS() {
	keys := sandbox.Demo().Values(sandbox.KIS)
	assert.NotEmpty(s.t, s.paste("kis.server-url-v1", keys).Grants)
	newest := s.paste("kis.server-url", keys).Grants[0]
	data, err := json.Marshal(map[string]any{
		"ProductID": "P", "AccountDB": "A", "Data": map[string]any{"Action": "GetAcctList", "Recordset": []string{awkward}},
	})
	require.NoError(s.t, err)
	s.paste("kis.router", keys, newest.Public, map[string]string{
		"method": "kis.APP004088.acctplatform.AcctController.DealAcctPlatForm", "custdata": string(data),
	})
}

func (s *shop) pasteRobot() {
	keys := sandbox.Demo().Values(sandbox.Robot)
	for _, style := range []string{"query", "form", "basic"} {
		token := s.paste("robot.token", keys, map[string]string{"auth_style": style}).Token
		body, err := json.Marshal(map[string]string{"text": awkward})
		require.NoError(s.t, err)
		s.paste("robot.request", keys, map[string]string{
			"access_token": token.Value, "method": "POST", "path": "/some/api", "query": `[["x","1 2"]]`, "body": string(body),
		})
	}
}

func (s *shop) pasteYilianyun() {
	open := sandbox.Demo().Values(sandbox.Yilianyun)
	machine := map[string]string{"machine_code": open["machine_code"]}
	s.paste("yilianyun.scan-code", open)
	code := s.world.GrantCode(open["client_id"], open["machine_code"])
	token := s.paste("yilianyun.authorization-code", open, map[string]string{"code": code}).Token
	s.paste("yilianyun.refresh", open, machine, map[string]string{"refresh_token": token.RefreshToken})

	self := sandbox.Demo().Values(sandbox.YilianyunSelf)
	token = s.paste("yilianyun.client-token", self).Token
	withToken := map[string]string{"access_token": token.Value, "content": awkward, "print_name": "收银台"}
	for _, op := range []string{"add-printer", "printer-status", "print-text"} {
		s.paste("yilianyun."+op, self, withToken)
	}
	form := providers.FormatPairs([]providers.Pair{{Name: "content", Value: awkward}, {Name: "origin_id", Value: "A1"}})
	s.paste("yilianyun.request", self, withToken, map[string]string{"path": "/print/index", "form": form})
	s.paste("yilianyun.delete-printer", self, withToken)
}
