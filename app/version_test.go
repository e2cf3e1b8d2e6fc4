package app

import (
	"runtime/debug"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestFullVersion(t *testing.T) {
	commit := []debug.BuildSetting{{Key: "vcs", Value: "git"}, {Key: "vcs.revision", Value: "0123456789abcdef0123"}}
	changed := append(commit, debug.BuildSetting{Key: "vcs.modified", Value: "true"})
	for _, c := range []struct {
		version string
		info    *debug.BuildInfo
		want    string
	}{
		{"1.2.3", &debug.BuildInfo{Settings: commit}, "1.2.3"},
		{"dev", nil, "dev"},
		{"dev", &debug.BuildInfo{}, "dev"},
		{"dev", &debug.BuildInfo{Settings: commit}, "dev-0123456789ab"},
		{"dev", &debug.BuildInfo{Settings: changed}, "dev-0123456789ab+changed"},
		{"dev", &debug.BuildInfo{Settings: []debug.BuildSetting{{Key: "vcs.revision", Value: "ab"}}}, "dev-ab"},
	} {
		assert.Equal(t, c.want, fullVersion(c.version, c.info))
	}
	assert.NotEmpty(t, FullVersion())
}
