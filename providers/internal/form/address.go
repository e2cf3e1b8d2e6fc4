package form

import (
	"fmt"
	"net/url"
	"strings"

	"keycase/providers"
)

// Below splits a full URL that a person gave into what follows base (a path in
// its escaped form) and the query. Another scheme, host or folder than base's is
// refused: what is signed for one gateway would hand its token to another. Its
// errors are [providers.InvalidError] for the field "url".
func Below(full, base string) (path string, query []providers.Pair, err error) {
	u, err := url.Parse(full)
	home, homeErr := url.Parse(base)
	if err != nil || homeErr != nil {
		return "", nil, providers.Invalid("url", providers.Text{ZH: "网址读不懂", EN: "cannot be read as a URL"})
	}
	path, inside := strings.CutPrefix(u.EscapedPath(), home.EscapedPath())
	inside = inside && (path == "" || path[0] == '/')
	if !inside || !strings.EqualFold(u.Scheme+"://"+u.Host, home.Scheme+"://"+home.Host) {
		return "", nil, providers.Invalid("url", providers.Text{
			ZH: fmt.Sprintf("只发往 %s，别的地址会拿到令牌和密钥", base),
			EN: fmt.Sprintf("calls go to %s only; another address would get hold of the token and the keys", base),
		})
	}
	if query, err = Decode(u.RawQuery); err != nil {
		return "", nil, providers.Invalid("url", providers.Text{ZH: "网址里的参数编码不对", EN: "its query is not encoded correctly"})
	}
	return path, query, nil
}
