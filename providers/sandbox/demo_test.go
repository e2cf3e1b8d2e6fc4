package sandbox

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestDemoValuesByWireName(t *testing.T) {
	for platform, names := range map[string][]string{
		JDY:           {"client_id", "client_secret", "app_key", "app_secret", "outer_instance_id", "router_addr"},
		KIS:           {"eid", "client_id", "client_secret", "auth_token"},
		Robot:         {"api_key", "secret_key", "app_id", "app_secret"},
		Yilianyun:     {"client_id", "client_secret", "app_type", "machine_code", "msign"},
		YilianyunSelf: {"client_id", "client_secret", "app_type", "machine_code", "msign"},
	} {
		values := Demo().Values(platform)
		assert.Len(t, values, len(names), platform)
		for _, name := range names {
			assert.NotEmpty(t, values[name], platform+" "+name)
		}
	}
	assert.Nil(t, Demo().Values("elsewhere"))
	assert.Equal(t, "open", Demo().Values(Yilianyun)["app_type"])
	assert.Equal(t, "self", Demo().Values(YilianyunSelf)["app_type"])
	assert.Equal(t, "200421", Demo().Values(JDY)["client_id"])
	assert.Equal(t, "Y16OfM12mLDbQ3LVnCtnERgRhmMizJpE", Demo().Values(Robot)["api_key"])
}
