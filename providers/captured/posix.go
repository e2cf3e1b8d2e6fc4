package captured

import (
	"strings"

	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/syntax"
)

// posixArgs splits a command for bash or zsh into its words. Pipes and
// redirections after it are left out, because they do not change the request.
func posixArgs(text string) ([]string, error) {
	parser := syntax.NewParser(syntax.Variant(syntax.LangBash))
	var first *syntax.Stmt
	for stmt, err := range parser.StmtsSeq(strings.NewReader(strings.ReplaceAll(text, "\r\n", "\n"))) {
		// Not left early: the parser panics when it is stopped before an error.
		if err == nil && first == nil {
			first = stmt
		}
	}
	if first == nil {
		return nil, unclosedQuote()
	}
	if first.Background {
		return nil, faulty(
			"网址没加引号，shell 读到 & 就断了，后面的参数都没发出去；给网址加上单引号",
			"has no quotes around its URL: the shell stops at & and sends nothing of what follows; put the URL in single quotes")
	}
	words, err := wordsOf(first.Cmd)
	if err != nil {
		return nil, err
	}
	args := make([]string, len(words))
	for i, word := range words {
		if args[i], err = posixWord(word); err != nil {
			return nil, err
		}
	}
	return args, nil
}

func wordsOf(command syntax.Command) ([]*syntax.Word, error) {
	switch c := command.(type) {
	case *syntax.CallExpr:
		if len(c.Args) > 0 {
			return c.Args, nil
		}
	case *syntax.BinaryCmd:
		return wordsOf(c.X.Cmd)
	}
	return nil, faulty("不是一条简单的命令", "is not a simple command")
}

// posixWord removes the quotes of a word. Whatever a shell would have to look up
// or run is refused.
func posixWord(word *syntax.Word) (string, error) {
	var refused error
	syntax.Walk(word, func(node syntax.Node) bool {
		switch n := node.(type) {
		case *syntax.ParamExp:
			name := "$"
			if n.Param != nil {
				name += n.Param.Value
			}
			refused = needsVariable(name)
		case *syntax.CmdSubst, *syntax.ProcSubst, *syntax.ArithmExp:
			refused = faulty("里面嵌了别的命令，换成它的结果再贴", "runs another command inside; paste it with the result in its place")
		}
		return refused == nil
	})
	if refused != nil {
		return "", refused
	}
	// Splitting changes its word, and only words that it leaves alone go on: the
	// list that braces stand for can be longer than any memory.
	if braces := *word; syntax.SplitBraces(&braces) {
		return "", unquoted()
	}
	fields, err := expand.Fields(&expand.Config{}, word)
	if err != nil || len(fields) != 1 {
		return "", unquoted()
	}
	return fields[0], nil
}

func unquoted() error {
	return faulty("有大括号之类没加引号，给每个值都加上单引号", "has braces or the like outside of quotes; put every value in single quotes")
}
