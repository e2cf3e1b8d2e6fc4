package sandbox

// Accounts are the accounts that a World knows from the start.
type Accounts struct {
	JDY           JDYAccount
	KIS           KISAccount
	Robot         RobotAccount
	Yilianyun     YilianyunAccount // an open app: pairs printers by scancodemodel
	YilianyunSelf YilianyunAccount // a self-owned app: pairs printers by addprinter
}

// JDYAccount is an app on the open platform of 金蝶云·星辰 and an account set
// that has authorised it.
type JDYAccount struct {
	ClientID, ClientSecret string
	AppKey, AppSecret      string // AppSecret holds for the World's first 24 hours
	UID                    string // the administrator who authorised the app
	OuterInstanceID        string
	RouterAddr             string // X-GW-Router-Addr of the account set
}

// KISAccount is an app on the KIS open platform and an enterprise that uses it.
type KISAccount struct {
	EID                    string // four products run under it
	ClientID, ClientSecret string
	AuthToken              string // 访问口令 of EID
	NetID                  string // the product of EID that was used last
	SingleEID              string // another enterprise, with one product
	SingleAuthToken        string // 访问口令 of SingleEID
	IdleEID                string // an enterprise without any product; 访问口令 as EID
}

// RobotAccount is an app on the robot platform and one on the 金蝶云 platform.
type RobotAccount struct {
	APIKey, SecretKey string // for the token endpoint
	AppID, AppSecret  string // for business calls
}

// YilianyunAccount is an app on 易联云 and a printer it may pair.
type YilianyunAccount struct {
	ClientID, ClientSecret string
	AppType                string // "open" or "self"
	MachineCode, Msign     string
}

// Printers of Demo that refuse to be paired, by machine code. The terminal
// secret of each is DemoMsign.
const (
	OfflinePrinter = "4004683220" // error 9: no connection
	OldPrinter     = "4004683221" // error 16: a k1, k2 or k3 model
	TakenPrinter   = "4004683222" // error 17: bound to another account
)

// DemoMsign is the terminal secret on the label of every demo printer.
const DemoMsign = "b7kq2m9xw4hd"

// Demo returns the accounts that a World knows unless it is told others: published examples where
// there are any (the clientId, clientSecret and app_key of the signature
// example of open.jdy.com; the keys printed in the robot platform's guide),
// invented values otherwise. They open nothing outside of the sandbox.
func Demo() Accounts {
	return Accounts{
		JDY: JDYAccount{ //nolint:gosec // published or invented
			ClientID:        "200421",
			ClientSecret:    "f2adcfef73369bfc4e1384677d38a0ff",
			AppKey:          "bVZgAZOv1",
			AppSecret:       "0123456789abcdef0123456789abcdef01234567",
			UID:             "700123",
			OuterInstanceID: "123456789012345678",
			RouterAddr:      "https://tf.jdy.com",
		},
		KIS: KISAccount{ //nolint:gosec // invented
			EID:             "1234567",
			ClientID:        "1400000001",
			ClientSecret:    "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd",
			AuthToken:       "0123456789ABCDEF0123456789ABCDEF",
			NetID:           "1234567000182",
			SingleEID:       "7654321",
			SingleAuthToken: "FEDCBA9876543210FEDCBA9876543210",
			IdleEID:         "7000000",
		},
		Robot: RobotAccount{ //nolint:gosec // published or invented
			APIKey:    "Y16OfM12mLDbQ3LVnCtnERgRhmMizJpE",
			SecretKey: "0123456789abcdefghijABCDEFGHIJ42",
			AppID:     "200916",
			AppSecret: "a9b8004a507e52efe2dbf85efebe98c3",
		},
		Yilianyun: YilianyunAccount{
			ClientID:     "1000000001",
			ClientSecret: "0123456789abcdef0123456789abcdef",
			AppType:      "open",
			MachineCode:  "4004683219",
			Msign:        DemoMsign,
		},
		YilianyunSelf: YilianyunAccount{
			ClientID:     "1000000002",
			ClientSecret: "fedcba9876543210fedcba9876543210",
			AppType:      "self",
			MachineCode:  "4004683218",
			Msign:        DemoMsign,
		},
	}
}

// Values returns what a user types in for a platform, by wire name. The
// platform is one of Platforms; "yilianyun" gives the open app and
// "yilianyun-self" the self-owned one. It returns nil for anything else.
// What a platform answers (netid, tokens) and what is printed on demand
// (qr_key) is not among the values.
func (a Accounts) Values(platform string) map[string]string {
	switch platform {
	case JDY:
		return map[string]string{
			"client_id": a.JDY.ClientID, "client_secret": a.JDY.ClientSecret,
			"app_key": a.JDY.AppKey, "app_secret": a.JDY.AppSecret,
			"outer_instance_id": a.JDY.OuterInstanceID, "router_addr": a.JDY.RouterAddr,
		}
	case KIS:
		return map[string]string{
			"eid": a.KIS.EID, "client_id": a.KIS.ClientID,
			"client_secret": a.KIS.ClientSecret, "auth_token": a.KIS.AuthToken,
		}
	case Robot:
		return map[string]string{
			"api_key": a.Robot.APIKey, "secret_key": a.Robot.SecretKey,
			"app_id": a.Robot.AppID, "app_secret": a.Robot.AppSecret,
		}
	case Yilianyun:
		return a.Yilianyun.values()
	case YilianyunSelf:
		return a.YilianyunSelf.values()
	default:
		return nil
	}
}

func (a YilianyunAccount) values() map[string]string {
	return map[string]string{
		"client_id": a.ClientID, "client_secret": a.ClientSecret, "app_type": a.AppType,
		"machine_code": a.MachineCode, "msign": a.Msign,
	}
}
