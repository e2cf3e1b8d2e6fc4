package main

import (
	"bytes"
	"errors"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/assets/translations"
	"keycase/desktop/opengl"
)

// machine is a computer whose OpenGL a test chooses.
type machine struct {
	system, mesa bool // what draws
	hasMesa      bool // it can be entered
	restarts     bool // for that in another process
	noGLX        bool
	yes          bool // what the person says

	entered bool
	probes  int
	asked   []string // with "?" for a question
	err     bytes.Buffer
}

// Enter implements software.
func (m *machine) Enter([]string) (bool, error) {
	m.entered = true
	return m.restarts, nil
}

func (m *machine) start(home string, asked opengl.Mode) (status int, goOn bool) {
	return graphics{
		record: opengl.Open(home), asked: asked, text: translations.New("zh"), stderr: &m.err,
		offered: func() bool { return !m.noGLX },
		probe: func() error {
			if m.probes++; m.entered && m.mesa || !m.entered && m.system {
				return nil
			}
			return errors.New("no OpenGL")
		},
		software: func() (software, bool) { return m, m.hasMesa },
		ask: func(_, text string, question bool) bool {
			if question {
				text += "?"
			}
			m.asked = append(m.asked, text)
			return m.yes
		},
	}.prepare()
}

// failed is a folder in which the last start drew nothing.
func failed(t *testing.T) string {
	home := t.TempDir()
	require.NoError(t, opengl.Open(home).Begin())
	return home
}

func TestAStartCostsNoProbeWhereTheLastOneDrew(t *testing.T) {
	home, m := t.TempDir(), &machine{system: true}
	if runtime.GOOS == "windows" {
		require.NoError(t, opengl.Open(home).Begin())
		require.NoError(t, opengl.Open(home).Reached())
	}
	_, goOn := m.start(home, "")
	assert.True(t, goOn)
	assert.Zero(t, m.probes)
	_, goOn = m.start(home, "")
	assert.True(t, goOn)
	assert.Equal(t, 1, m.probes, "that one never got to draw")
	assert.Empty(t, m.asked)
	_, goOn = (&machine{system: true, noGLX: true}).start(t.TempDir(), "")
	assert.True(t, goOn, "trying counts, not what the window system says")
}

func TestMissingOpenGLIsTold(t *testing.T) {
	m := &machine{noGLX: true}
	home := t.TempDir()
	status, goOn := m.start(home, "")
	assert.False(t, goOn)
	assert.Equal(t, exitNoOpenGL, status)
	assert.Contains(t, m.err.String(), "没有 OpenGL 2.1")
	require.Len(t, m.asked, 1)
	assert.Contains(t, m.asked[0], "keycase-cli")
	assert.False(t, m.entered)
}

func TestSoftwareIsOfferedAndRemembered(t *testing.T) {
	for name, restarts := range map[string]bool{"here": false, "in another process": true} {
		t.Run(name, func(t *testing.T) {
			home, m := failed(t), &machine{mesa: true, hasMesa: true, yes: true, restarts: restarts}
			status, goOn := m.start(home, "")
			assert.Zero(t, status)
			assert.Equal(t, !restarts, goOn)
			assert.True(t, m.entered)
			require.Len(t, m.asked, 1)
			assert.Contains(t, m.asked[0], "-opengl=system?")
			assert.Equal(t, opengl.Software, opengl.Open(home).Mode())

			again := &machine{mesa: true, hasMesa: true, restarts: restarts}
			_, goOn = again.start(home, "")
			assert.Equal(t, !restarts, goOn)
			assert.True(t, again.entered)
			assert.Empty(t, again.asked, "nobody is asked twice")

			back := &machine{system: true, hasMesa: true}
			_, goOn = back.start(home, opengl.System)
			assert.True(t, goOn)
			assert.False(t, back.entered)
			assert.Equal(t, opengl.System, opengl.Open(home).Mode())
		})
	}
}

func TestAPersonMayNotWantSoftware(t *testing.T) {
	home, m := failed(t), &machine{mesa: true, hasMesa: true}
	status, goOn := m.start(home, "")
	assert.False(t, goOn)
	assert.Equal(t, exitNoOpenGL, status)
	assert.False(t, m.entered)
	assert.Equal(t, opengl.System, opengl.Open(home).Mode())
}

func TestSoftwareThatDoesNotDrawEither(t *testing.T) {
	home, m := failed(t), &machine{hasMesa: true, yes: true}
	status, goOn := m.start(home, "")
	assert.False(t, goOn)
	assert.Equal(t, exitNoOpenGL, status)
	assert.Equal(t, opengl.System, opengl.Open(home).Mode(), "it is not remembered")
	assert.Contains(t, m.err.String(), "没有 OpenGL 2.1")
}

func TestSoftwareOnTheCommandLine(t *testing.T) {
	home, m := t.TempDir(), &machine{mesa: true, hasMesa: true}
	_, goOn := m.start(home, opengl.Software)
	assert.True(t, goOn)
	assert.True(t, m.entered)

	none := &machine{system: true}
	status, goOn := none.start(t.TempDir(), opengl.Software)
	assert.False(t, goOn)
	assert.Equal(t, exitNoOpenGL, status)
	assert.Contains(t, none.err.String(), "opengl-software")

	require.NoError(t, opengl.Open(home).Reached())
	_, goOn = none.start(home, "")
	assert.True(t, goOn, "what was chosen once and has gone since is done without")
}
