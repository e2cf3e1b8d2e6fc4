package canary

import (
	"keycase/providers/sandbox"
)

// Canary is a secret that must not be found.
type Canary struct {
	// Name says what it is, such as "jdy.client_secret", for reports.
	Name string
	// Value is the secret; at least 8 bytes.
	Value string
}

// Accounts are those of sandbox.Demo with a canary in the place of each secret. Where
// a platform allows it, there is in the middle of them what encoders change.
func Accounts() sandbox.Accounts {
	a := sandbox.Demo()
	a.JDY.ClientSecret = "Vq7jdyClient+/=&%2B<~*>Kx4Wm9ZtR2uB"
	a.JDY.AppSecret = "Hd3jdyAppSec\"\\/?'Ln8Gs5Yc1QeP6vT"
	a.KIS.ClientSecret = "Rw9kisClient+/=&%2F~*Jb2Xh7Nf4ZaU8k"
	a.KIS.AuthToken = "Tg5kisAuthTo<&>+=Mp3Cy8Vd6Ws1ErQ"
	a.Robot.SecretKey = "Zn4robotSecretKey7Bx2Lf9Hq6Tc3Wj"
	a.Robot.AppSecret = "Yk8robotAppS+/=&%3D~*Df1Gr5Um7Pv9Xs"
	a.Yilianyun.ClientSecret = "Cj6ylyClient+/=&~*Qh9Ws4Nz2Rb8Vk5"
	a.Yilianyun.Msign = "Lp2ylyMsignOpenKf7Ty3"
	a.YilianyunSelf.ClientSecret = "Fx1ylySelfSe+/=&~*Gm6Jd3Hn9Zw2Ct7"
	a.YilianyunSelf.Msign = "Bs9ylyMsignSelfRq4Ev8"
	return a
}

// Secrets are the canaries of Accounts.
func Secrets() []Canary {
	a := Accounts()
	return []Canary{
		{"jdy.client_secret", a.JDY.ClientSecret}, {"jdy.app_secret", a.JDY.AppSecret},
		{"kis.client_secret", a.KIS.ClientSecret}, {"kis.auth_token", a.KIS.AuthToken},
		{"robot.secret_key", a.Robot.SecretKey}, {"robot.app_secret", a.Robot.AppSecret},
		{"yilianyun.client_secret", a.Yilianyun.ClientSecret}, {"yilianyun.msign", a.Yilianyun.Msign},
		{"yilianyun-self.client_secret", a.YilianyunSelf.ClientSecret}, {"yilianyun-self.msign", a.YilianyunSelf.Msign},
	}
}
