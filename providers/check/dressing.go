package check

import (
	"encoding/base64"
	"regexp"
	"slices"
	"strings"

	"keycase/internal/lazy"
	"keycase/providers"
	"keycase/providers/internal/mistake"
)

// A signature that was right until a tool or a copy put something around it. This
// is looked for before everything else: what is underneath can be wrong besides.
var (
	wrapped = providers.Variant{
		ID: "wrapped-base64", Aspect: mistake.Output,
		Title:   providers.Text{ZH: "Base64 折了行", EN: "Base64 broken into lines"},
		Meaning: providers.Text{ZH: "签名中间有换行，很多编码器每 76 个字符折一次；平台要一整行", EN: "there are line breaks inside the signature, as many encoders put them after 76 characters; the platform wants one line"},
		Fix:     providers.Text{ZH: "命令行用 base64 -w0，Python 用 b64encode，Java 用 getEncoder", EN: "use base64 -w0 on the command line, b64encode in Python, getEncoder in Java"},
	}
	surrounded = providers.Variant{
		ID: "stray-whitespace", Aspect: mistake.Output,
		Title:   providers.Text{ZH: "签名前后有空白", EN: "White space around the signature"},
		Meaning: providers.Text{ZH: "签名前面或后面多了空格或换行，多半是命令的输出里带来的", EN: "there are spaces or line breaks before or behind the signature, out of a command's output most likely"},
		Fix:     providers.Text{ZH: "发出去之前去掉签名前后的空白", EN: "trim the signature before it is sent"},
	}
	toolOutput = providers.Variant{
		ID: "tool-output", Aspect: mistake.Output,
		Title:   providers.Text{ZH: "摘要带着工具加的字", EN: "A digest with what the tool wrote beside it"},
		Meaning: providers.Text{ZH: "openssl 会在前面写 (stdin)=，md5sum 会在后面写文件名；这里只要摘要本身", EN: "openssl writes (stdin)= before a digest, and md5sum a file's name behind it; only the digest itself is wanted"},
		Fix:     providers.Text{ZH: "用 openssl dgst -r，再用 cut -d' ' -f1 取摘要", EN: "use openssl dgst -r, and take the digest with cut -d' ' -f1"},
	}
	brokenOff = providers.Variant{
		ID: "newline-before-base64", Aspect: mistake.Output,
		Title:   providers.Text{ZH: "换行也做了 Base64", EN: "A line feed went into the Base64"},
		Meaning: providers.Text{ZH: "十六进制后面的换行一起做了 Base64，openssl 的输出直接接 base64 就会这样", EN: "the line feed behind the hex digits was encoded with them, as when the output of openssl goes into base64"},
		Fix:     providers.Text{ZH: "做 Base64 之前去掉换行：tr -d '\\n'", EN: "drop it before Base64: tr -d '\\n'"},
	}
)

// shortestDigest is how many digits are more than a number by chance.
const shortestDigest = 16

var (
	beforeDigest = lazy.Regexp(`^\s*[A-Za-z0-9-]*\([^()\r\n]*\)\s*=\s*([0-9A-Fa-f]+)\s*$`)
	behindDigest = lazy.Regexp(`^\s*([0-9A-Fa-f]+)[ \t]+\*?[^\s]+\s*$`)
)

// Bare is a signature without what tools and copies put around it: white space,
// line breaks, the words of openssl, also inside its Base64.
func Bare(signature string) string {
	bare, _ := undressed(signature)
	return bare
}

// undressed is Bare, and tells what was taken off.
func undressed(signature string) (bare string, off []providers.Variant) {
	bare = signature
	if digest, ok := digestIn(bare); ok {
		return digest, []providers.Variant{toolOutput}
	}
	if line, ok := unwrapped(bare); ok {
		bare, off = line, append(off, wrapped)
	}
	if trimmed := strings.TrimSpace(bare); trimmed != bare {
		bare, off = trimmed, append(off, surrounded)
	}
	inside, err := base64.StdEncoding.DecodeString(bare)
	if err != nil {
		return bare, off
	}
	text := string(inside)
	switch digest, ok := digestIn(text); {
	case ok:
		bare, off = base64.StdEncoding.EncodeToString([]byte(digest)), append(off, toolOutput)
	case isDigest(strings.TrimRight(text, "\r\n")) && !isDigest(text):
		bare, off = base64.StdEncoding.EncodeToString([]byte(strings.TrimRight(text, "\r\n"))), append(off, brokenOff)
	}
	return bare, off
}

// digestIn is the digest in a line of a tool's output.
func digestIn(line string) (digest string, ok bool) {
	for _, form := range []*regexp.Regexp{beforeDigest(), behindDigest()} {
		if m := form.FindStringSubmatch(line); m != nil && isDigest(m[1]) {
			return m[1], true
		}
	}
	return "", false
}

func isDigest(text string) bool { return len(text) >= shortestDigest && lettersOf(text) != other }

// unwrapped puts lines together that are all as long, but for the last one.
func unwrapped(text string) (line string, ok bool) {
	lines := strings.Split(strings.ReplaceAll(strings.TrimRight(text, "\r\n"), "\r\n", "\n"), "\n")
	first, last := lines[0], lines[len(lines)-1]
	if _, rest, scheme := strings.Cut(first, " "); scheme {
		first = rest // of an Authorization header
	}
	if len(lines) < 2 || len(first) < shortestDigest || len(last) > len(first) || !isBase64(first+last) {
		return "", false
	}
	for _, l := range lines[1 : len(lines)-1] {
		if len(l) != len(first) || !isBase64(l) {
			return "", false
		}
	}
	return strings.Join(lines, ""), true
}

func isBase64(line string) bool {
	return strings.Trim(line, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=") == ""
}

// beneath explains a signature of which something was taken off.
func (p *patient) beneath(right providers.Attempt, m *masker, found Result, off []providers.Variant, t target) Result {
	if found.Match {
		found.Match, found.Difference = false, m.ofTarget(right, t)
		for i := range found.Steps {
			found.Steps[i].Given = found.Steps[i].Expected
		}
		found.Steps[len(found.Steps)-1].Given = found.Difference.Given
	}
	found.Mistakes = append(slices.Clone(off), found.Mistakes...)
	found.Sound = slices.DeleteFunc(found.Sound, func(s providers.Text) bool { return s == off[0].Aspect })
	return found
}
