package transfer

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// deepest is how many objects and lists inside each other are looked into.
const deepest = 32

var errDeep = errors.New("nested too deeply")

// readJSON reads values by name, in objects inside each other, in lists of
// objects, and in lists of {"key": …, "value": …} as Postman and others keep
// variables.
func readJSON(in string) (*document, bool) {
	r := &jsonReader{decoder: json.NewDecoder(strings.NewReader(in)), in: in, doc: &document{format: FormatJSON}}
	r.decoder.UseNumber()
	root, err := r.node(0)
	if err != nil || root.kind != kindObject && root.kind != kindList {
		return nil, false
	}
	if _, err := r.decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, false
	}
	if isPostman(root) {
		r.doc.format, r.doc.name = FormatPostman, postmanName(root)
		root = postmanVariables(root)
	}
	r.walk(root, "", 0)
	return r.doc, true
}

type nodeKind int

const (
	kindNothing nodeKind = iota // null, true, false
	kindValue                   // a string or a number
	kindObject
	kindList
)

// node is a JSON value that knows where it stands, with the members of an object
// in their order and none dropped.
type node struct {
	kind  nodeKind
	text  string
	truth bool // it is true
	line  int
	names []string // of an object's members
	nodes []*node
}

// member is the last member of that name, as for every reader of JSON.
func (n *node) member(name string) *node {
	for i := len(n.names) - 1; i >= 0; i-- {
		if n.names[i] == name {
			return n.nodes[i]
		}
	}
	return &node{}
}

type jsonReader struct {
	decoder *json.Decoder
	in      string
	at      int // line count up to here
	lines   int
	doc     *document
	scopes  int
}

// line is where the decoder stands.
func (r *jsonReader) line() int {
	offset := int(r.decoder.InputOffset())
	r.lines += strings.Count(r.in[r.at:offset], "\n")
	r.at = offset
	return r.lines + 1
}

func (r *jsonReader) node(depth int) (*node, error) {
	if depth > deepest {
		return nil, errDeep
	}
	token, err := r.decoder.Token()
	if err != nil {
		return nil, err
	}
	n := &node{line: r.line()}
	switch t := token.(type) {
	case string:
		n.kind, n.text = kindValue, t
	case json.Number:
		n.kind, n.text = kindValue, t.String()
	case bool:
		n.truth = t
	case json.Delim:
		return n, r.inside(n, t, depth)
	}
	return n, nil
}

func (r *jsonReader) inside(n *node, open json.Delim, depth int) error {
	n.kind = kindList
	if open == '{' {
		n.kind = kindObject
	}
	for r.decoder.More() {
		if n.kind == kindObject {
			name, err := r.decoder.Token()
			if err != nil {
				return err
			}
			s, _ := name.(string) // a name is nothing else
			n.names = append(n.names, s)
		}
		child, err := r.node(depth + 1)
		if err != nil {
			return err
		}
		n.nodes = append(n.nodes, child)
	}
	_, err := r.decoder.Token()
	return err
}

// walk notes the values below n. The objects of a list are scopes of their own.
func (r *jsonReader) walk(n *node, path string, scope int) {
	switch n.kind {
	case kindValue:
		r.doc.add(finding{scope: scope, name: path, value: n.text, line: n.line})
	case kindList:
		for _, child := range n.nodes {
			if f, ok := variable(child); ok {
				f.scope = scope
				r.doc.add(f)
				continue
			}
			if child.kind == kindValue {
				continue // a list of values has no names
			}
			r.scopes++
			r.walk(child, path, r.scopes)
		}
	case kindObject:
		for i, child := range n.nodes {
			name := n.names[i]
			if path != "" {
				name = path + "." + name
			}
			r.walk(child, name, scope)
		}
	case kindNothing:
	}
}

// variable reads {"key": "client_id", "value": "…"} and its likes.
func variable(n *node) (finding, bool) {
	name, value := n.member("key"), n.member("value")
	if name.kind != kindValue {
		name = n.member("name")
	}
	if name.kind != kindValue || value.kind == kindObject || value.kind == kindList || !hasMember(n, "value") {
		return finding{}, false
	}
	return finding{
		name: name.text, value: value.text, line: name.line,
		secret: n.member("type").text == "secret" || n.member("secret").truth || n.member("isSecret").truth,
		off:    n.member("disabled").truth || hasMember(n, "enabled") && !n.member("enabled").truth,
	}, true
}

func hasMember(n *node, name string) bool {
	for _, known := range n.names {
		if known == name {
			return true
		}
	}
	return false
}

// isPostman tells an environment, globals or a collection of Postman.
func isPostman(n *node) bool {
	return hasMember(n, "_postman_variable_scope") || hasMember(n, "_postman_exported_using") ||
		n.member("name").kind == kindValue && n.member("values").kind == kindList ||
		strings.Contains(n.member("info").member("schema").text, "getpostman.com")
}

func postmanName(n *node) string {
	if name := n.member("info").member("name").text; name != "" {
		return name
	}
	return n.member("name").text
}

// postmanVariables is the list of variables; the requests of a collection hold
// references to them as a rule.
func postmanVariables(n *node) *node {
	if values := n.member("values"); values.kind == kindList {
		return values
	}
	return n.member("variable")
}
