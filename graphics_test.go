package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
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
	yes          bool  // what the person says
	trouble      error // of the probe, beside what draws
	stuck        bool  // no process can take the place of this one

	entered bool
	args    []string // that it was entered with
	probes  int
	asked   []string // with "?" for a question
	again   []string // the arguments of the process in the place of this one
	err     bytes.Buffer
}

// Enter implements software.
func (m *machine) Enter(args []string) (bool, error) {
	m.entered = true
	m.args = args
	return m.restarts, nil
}

func (m *machine) start(home string, asked opengl.Mode) (status int, goOn bool) {
	return m.graphics(home, asked).prepare()
}

func (m *machine) graphics(home string, asked opengl.Mode) graphics {
	return graphics{
		record: opengl.Open(home), asked: asked, args: []string{"-lang", "zh"}, text: translations.New("zh"), stderr: &m.err,
		offered: func() bool { return !m.noGLX },
		probe: func() error {
			if m.probes++; m.trouble != nil {
				return m.trouble
			}
			if m.entered && m.mesa || !m.entered && m.system {
				return nil
			}
			return fmt.Errorf("%w: it crashed", errNoOpenGL)
		},
		restart: func(args []string) error {
			if m.stuck {
				return errors.New("no such file")
			}
			m.again = args
			return nil
		},
		software: func() (software, bool) { return m, m.hasMesa },
		ask: func(_, text string, question bool) bool {
			if question {
				text += "?"
			}
			m.asked = append(m.asked, text)
			return m.yes
		},
	}
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
			require.NotEmpty(t, m.asked)
			assert.Contains(t, m.asked[0], "-opengl=system?")
			if !restarts {
				assert.Equal(t, []string{"没有 OpenGL，改用软件画窗口。改回去：keycase -opengl=system"}, m.asked[1:])
			}
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

func TestADriverThatIsSlowIsNoMissingOne(t *testing.T) {
	for _, yes := range []bool{true, false} {
		home, m := failed(t), &machine{trouble: fmt.Errorf("%w: killed", errSlow), hasMesa: true, yes: yes}
		status, goOn := m.start(home, "")
		assert.Equal(t, yes, goOn)
		assert.Equal(t, !yes, status == exitNoOpenGL)
		require.Len(t, m.asked, 1)
		assert.Contains(t, m.asked[0], "还没有回答")
		assert.False(t, m.entered)
		assert.Equal(t, opengl.System, opengl.Open(home).Mode())
	}
}

func TestAProbeThatCannotBeHadKeepsNobodyFromTheWindow(t *testing.T) {
	m := &machine{trouble: errUntried}
	_, goOn := m.start(failed(t), "")
	assert.True(t, goOn)
	assert.Empty(t, m.asked)
	assert.Empty(t, m.err.String())
}

func TestADisplayThatDoesNotAnswerIsNoMissingOpenGL(t *testing.T) {
	t.Setenv("WAYLAND_DISPLAY", "")
	m := &machine{trouble: errNoDisplay, hasMesa: true, yes: true}
	status, goOn := m.start(failed(t), "")
	assert.False(t, goOn)
	assert.Equal(t, exitNoDisplay, status)
	assert.Contains(t, m.err.String(), "没有显示器")
	assert.Empty(t, m.asked)
	assert.False(t, m.entered)
}

func TestAWindowThatCannotBeMadeIsExplainedAtOnce(t *testing.T) {
	none := &machine{}
	g := none.graphics(t.TempDir(), "")
	assert.Equal(t, exitNoOpenGL, g.refused())
	assert.Contains(t, none.err.String(), "没有 OpenGL 2.1")
	assert.Nil(t, none.again)

	for name, restarts := range map[string]bool{"this process starts it": false, "Mesa's folder does": true} {
		t.Run(name, func(t *testing.T) {
			home, m := t.TempDir(), &machine{mesa: true, hasMesa: true, yes: true, restarts: restarts}
			assert.Zero(t, m.graphics(home, "").refused())
			assert.Equal(t, opengl.Software, opengl.Open(home).Mode())
			if restarts {
				assert.Nil(t, m.again)
			} else {
				assert.Equal(t, []string{"-lang", "zh", "-opengl=software"}, m.again)
			}

			again := &machine{mesa: true, hasMesa: true, yes: true}
			assert.Equal(t, exitNoOpenGL, again.graphics(home, "").refused(), "not for ever")
			assert.Nil(t, again.again)
		})
	}

	stuck := &machine{mesa: true, hasMesa: true, yes: true, stuck: true}
	assert.Equal(t, exitNoOpenGL, stuck.graphics(t.TempDir(), "").refused())
	assert.Contains(t, stuck.err.String(), "没有 OpenGL 2.1")
}

// TestTheAnswerOutweighsTheCommandLine: who asks for the system's OpenGL and then agrees
// to software is drawn in software, the next time as well.
func TestTheAnswerOutweighsTheCommandLine(t *testing.T) {
	for _, c := range []struct{ args, want []string }{
		{[]string{"-opengl=system", "-lang", "zh"}, []string{"-opengl=system", "-lang", "zh", "-opengl=software"}},
		{[]string{"-opengl", "system", "--"}, []string{"-opengl", "system", "-opengl=software", "--"}},
		{[]string{"--"}, []string{"-opengl=software", "--"}},
	} {
		home, m := failed(t), &machine{mesa: true, hasMesa: true, yes: true, restarts: true}
		g := m.graphics(home, opengl.System)
		g.args = c.args
		_, goOn := g.prepare()
		assert.False(t, goOn)
		assert.Equal(t, c.want, m.args)
		s, err := parse(m.args, io.Discard, g.text)
		require.NoError(t, err)

		child := &machine{mesa: true, hasMesa: true}
		_, goOn = child.start(home, opengl.Mode(s.opengl))
		assert.True(t, goOn)
		assert.Equal(t, opengl.Software, opengl.Open(home).Mode())
		assert.Empty(t, child.asked)
	}
}
