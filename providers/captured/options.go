package captured

import (
	"strings"
	"sync"
)

// The options of curl 8, each with its short form. curl takes no "=" between an
// option and its value and accepts unambiguous beginnings of names, which no
// library of flags for Go does; so they are read here.

// valued options take a value.
var valued = optionSet(`abstract-unix-socket alt-svc aws-sigv4 cacert capath cert:E cert-type ciphers config:K
	connect-timeout connect-to continue-at:C cookie:b cookie-jar:c create-file-mode crlfile curves data:d
	data-ascii data-binary data-raw data-urlencode delegation dns-interface dns-ipv4-addr dns-ipv6-addr
	dns-servers doh-url dump-header:D ech egd-file engine etag-compare etag-save expect100-timeout form:F
	form-string ftp-account ftp-alternative-to-user ftp-method ftp-port:P ftp-ssl-ccc-mode
	happy-eyeballs-timeout-ms haproxy-clientip header:H hostpubmd5 hostpubsha256 hsts interface ip-tos
	ipfs-gateway json keepalive-cnt keepalive-time key key-type krb libcurl limit-rate local-port
	login-options mail-auth mail-from mail-rcpt max-filesize max-redirs max-time:m netrc-file noproxy
	oauth2-bearer output:o output-dir parallel-max pass pinnedpubkey preproxy proto proto-default
	proto-redir proxy:x proxy-cacert proxy-capath proxy-cert proxy-cert-type proxy-ciphers proxy-crlfile
	proxy-header proxy-key proxy-key-type proxy-pass proxy-pinnedpubkey proxy-service-name
	proxy-tls13-ciphers proxy-tlsauthtype proxy-tlspassword proxy-tlsuser proxy-user:U proxy1.0 pubkey
	quote:Q random-file range:r rate referer:e request:X request-target resolve retry retry-delay
	retry-max-time sasl-authzid service-name socks4 socks4a socks5 socks5-gssapi-service socks5-hostname
	speed-limit:Y speed-time:y stderr telnet-option:t tftp-blksize time-cond:z tls-max tls13-ciphers
	tlsauthtype tlspassword tlsuser trace trace-ascii trace-config unix-socket upload-file:T url url-query
	user:u user-agent:A variable vlan-priority write-out:w`)

// bare options take none.
var bare = optionSet(`anyauth append:a basic buffer ca-native cert-status compressed compressed-ssh create-dirs crlf
	digest disable:q disable-eprt disable-epsv disallow-username-in-url doh-cert-status doh-insecure fail:f
	fail-early fail-with-body false-start form-escape ftp-create-dirs ftp-pasv ftp-pret ftp-skip-pasv-ip
	ftp-ssl-ccc ftp-ssl-control get:G globoff:g haproxy-protocol head:I help:h http0.9 http1.0:0 http1.1
	http2 http2-prior-knowledge http3 http3-only ignore-content-length include:i insecure:k ipv4:4 ipv6:6
	junk-session-cookies:j keepalive list-only:l location:L location-trusted mail-rcpt-allowfails manual:M
	metalink negotiate netrc:n netrc-optional next:: no-alpn no-buffer:N no-clobber no-keepalive no-npn
	no-progress-meter no-sessionid ntlm ntlm-wb parallel:Z parallel-immediate path-as-is post301 post302
	post303 progress-bar:# proxy-anyauth proxy-basic proxy-ca-native proxy-digest proxy-insecure
	proxy-negotiate proxy-ntlm proxy-ssl-allow-beast proxy-ssl-auto-client-cert proxy-tlsv1 proxytunnel:p
	raw remote-header-name:J remote-name:O remote-name-all remote-time:R remove-on-error retry-all-errors
	retry-connrefused sasl-ir show-error:S silent:s skip-existing socks5-basic socks5-gssapi
	socks5-gssapi-nec ssl ssl-allow-beast ssl-auto-client-cert ssl-no-revoke ssl-reqd
	ssl-revoke-best-effort sslv2:2 sslv3:3 styled-output suppress-connect-headers tcp-fastopen tcp-nodelay
	tftp-no-options tlsv1:1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 tr-encoding trace-ids trace-time use-ascii:B
	verbose:v version:V xattr`)

// options are a set of names, with the names that short forms stand for.
type options struct {
	names map[string]bool
	short map[byte]string
}

// optionSet reads a list when it is needed first.
func optionSet(list string) func() options {
	return sync.OnceValue(func() options {
		set := options{map[string]bool{}, map[byte]string{}}
		for _, entry := range strings.Fields(list) {
			name, short, ok := strings.Cut(entry, ":")
			set.names[name] = true
			if ok {
				set.short[short[0]] = name
			}
		}
		return set
	})
}

// option is one option as it was given; name is "url" for a bare address.
type option struct {
	name  string
	value string
}

// splitOptions reads the arguments as curl does.
func splitOptions(args []string) ([]option, error) {
	var found []option
	onlyURLs := false
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		switch {
		case onlyURLs || len(arg) < 2 || arg[0] != '-':
			found = append(found, option{"url", arg})
		case arg == "--":
			onlyURLs = true
		default:
			given, rest, err := splitOption(arg, args)
			if err != nil {
				return nil, err
			}
			found, args = append(found, given...), rest
		}
	}
	return found, nil
}

// splitOption reads one argument that begins with "-": a name, or letters of
// which the last may have its value attached. rest is what follows its value.
func splitOption(arg string, args []string) (found []option, rest []string, err error) {
	if name, long := strings.CutPrefix(arg, "--"); long {
		name, takes, ok := longName(name)
		if !ok {
			return nil, nil, unknownOption(arg)
		}
		if !takes {
			return []option{{name: name}}, args, nil
		}
		return valueOf(name, args)
	}
	for i := 1; i < len(arg); i++ {
		if name, ok := bare().short[arg[i]]; ok {
			found = append(found, option{name: name})
			continue
		}
		name, ok := valued().short[arg[i]]
		switch {
		case !ok:
			return nil, nil, unknownOption("-" + arg[i:i+1])
		case i+1 < len(arg):
			return append(found, option{name, arg[i+1:]}), args, nil
		}
		last, rest, err := valueOf(name, args)
		return append(found, last...), rest, err
	}
	return found, args, nil
}

func valueOf(name string, args []string) ([]option, []string, error) {
	if len(args) == 0 {
		return nil, nil, faulty("--"+name+" 后面少了值", "lacks the value of --"+name)
	}
	return []option{{name, args[0]}}, args[1:], nil
}

// longName completes a name. "--no-" turns any bare option off.
func longName(given string) (name string, takesValue, ok bool) {
	switch {
	case valued().names[given]:
		return given, true, true
	case bare().names[given], bare().names[strings.TrimPrefix(given, "no-")]:
		return given, false, true
	}
	var matches []string
	for _, set := range []options{valued(), bare()} {
		for n := range set.names {
			if given != "" && strings.HasPrefix(n, given) {
				matches = append(matches, n)
			}
		}
	}
	if len(matches) != 1 {
		return "", false, false
	}
	return matches[0], valued().names[matches[0]], true
}

// unknownOption names the option, cut where it looks like anything else.
func unknownOption(arg string) error {
	for i, c := range []byte(arg) {
		if c != '-' && c != '.' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') || i > 24 {
			arg = arg[:i] + "…"
			break
		}
	}
	return faulty("没有 "+arg+" 这个选项", "has an option that curl does not know: "+arg)
}
