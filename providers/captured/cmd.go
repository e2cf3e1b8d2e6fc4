package captured

import "strings"

// cmdArgs splits a command for cmd.exe as the prompt and then the C runtime of
// curl.exe do.
func cmdArgs(text string) ([]string, error) {
	line, closed := uncaret(strings.ReplaceAll(text, "\r\n", "\n"))
	args, whole := splitWindows(line)
	if !closed || !whole {
		return nil, unclosedQuote()
	}
	return args, nil
}

// uncaret is what cmd.exe does: outside of quotes a caret takes the meaning from
// the character behind it, a line break alone continues the line, and a pipe, a
// redirection or another line ends the command.
func uncaret(text string) (line string, closed bool) {
	var b strings.Builder
	quoted := false
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '\n':
			return b.String(), !quoted
		case quoted:
			quoted = c != '"'
			b.WriteByte(c)
		case c == '^' && i+1 < len(text):
			i++
			if text[i] == '\n' && i+1 < len(text) {
				i++ // what follows the break is taken as it is, too
			}
			b.WriteByte(text[i])
		case strings.IndexByte("&|<>", c) >= 0:
			return b.String(), true
		default:
			quoted = c == '"'
			b.WriteByte(c)
		}
	}
	return b.String(), !quoted
}

// splitWindows is what the C runtime does: white space separates, double quotes
// group, and a quote is written \" or, inside of quotes, "". Backslashes mean
// something only before a quote.
func splitWindows(line string) (args []string, closed bool) {
	var arg strings.Builder
	started, quoted := false, false
	for i := 0; i < len(line); i++ {
		c := line[i]
		if !quoted && (c == ' ' || c == '\t') {
			if started {
				args = append(args, arg.String())
				arg.Reset()
			}
			started = false
			continue
		}
		started = true
		switch {
		case c == '\\':
			literal, used := backslashes(line[i:])
			arg.WriteString(literal)
			i += used - 1
		case c == '"' && quoted && strings.HasPrefix(line[i+1:], `"`):
			arg.WriteByte('"')
			i++
		case c == '"':
			quoted = !quoted
		default:
			arg.WriteByte(c)
		}
	}
	if started {
		args = append(args, arg.String())
	}
	return args, !quoted
}

// backslashes reads the ones that text begins with, and a quote that they escape.
func backslashes(text string) (literal string, used int) {
	n := len(text) - len(strings.TrimLeft(text, `\`))
	switch {
	case !strings.HasPrefix(text[n:], `"`):
		return text[:n], n
	case n%2 == 1:
		return text[:n/2] + `"`, n + 1
	}
	return text[:n/2], n
}
