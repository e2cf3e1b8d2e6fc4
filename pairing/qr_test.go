package pairing_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/pairing"
)

// shot says how a code lies in a picture.
type shot struct {
	size     int     // of the picture, in pixels
	turn     float64 // degrees
	tilt     float64 // degrees, away from the camera
	tiltAxis float64 // degrees
	blur     float64 // radius in modules
	noise    float64 // standard deviation, of 255
	dark     float64 // grey of the modules
	light    float64 // and of the paper
}

// matrix is the code of a text, in modules, without a margin.
func matrix(t testing.TB, text string) *gozxing.BitMatrix {
	t.Helper()
	m, err := qrcode.NewQRCodeWriter().Encode(text, gozxing.BarcodeFormat_QR_CODE, 0, 0,
		map[gozxing.EncodeHintType]any{gozxing.EncodeHintType_MARGIN: 0})
	require.NoError(t, err)
	return m
}

// photograph draws what a camera would see: for each pixel the ray is followed
// back to the paper. at is where the code's middle lies, share how much of the
// picture's shorter side the code fills.
func photograph(t testing.TB, on *image.Gray, text string, s shot, at image.Point, share float64) {
	m := matrix(t, text)
	modules := float64(m.GetWidth())
	pixel := modules / (share * float64(min(on.Rect.Dx(), on.Rect.Dy()))) // modules per pixel
	sin, cos := math.Sincos(s.turn * math.Pi / 180)
	axisSin, axisCos := math.Sincos(s.tiltAxis * math.Pi / 180)
	tiltSin, tiltCos := math.Sincos(s.tilt * math.Pi / 180)
	const distance = 2.5 // of the camera, in sides of the code
	samples := min(max(1, int(math.Ceil(s.blur/pixel))), 4)
	paper := func(u, v float64) float64 {
		u, v = u+modules/2, v+modules/2
		if u < -4 || v < -4 || u >= modules+4 || v >= modules+4 {
			return math.NaN()
		}
		if u >= 0 && v >= 0 && u < modules && v < modules && m.Get(int(u), int(v)) {
			return s.dark
		}
		return s.light
	}
	see := func(x, y float64) float64 {
		x, y = (x-float64(at.X))*pixel, (y-float64(at.Y))*pixel
		// Into the axis of the tilt, through the lens, back, and then the turn.
		a, b := x*axisCos+y*axisSin, -x*axisSin+y*axisCos
		depth := distance * modules
		w := depth / (depth*tiltCos - b*tiltSin)
		a, b = a*w*tiltCos, b*w
		x, y = a*axisCos-b*axisSin, a*axisSin+b*axisCos
		return paper(x*cos+y*sin, -x*sin+y*cos)
	}
	spread := max(s.blur/pixel, 1)
	for y := range on.Rect.Dy() {
		for x := range on.Rect.Dx() {
			if v := average(see, float64(x)+0.5, float64(y)+0.5, spread, samples); !math.IsNaN(v) {
				on.Pix[y*on.Stride+x] = uint8(v)
			}
		}
	}
}

// average is the light around a point, NaN where no paper is.
func average(see func(x, y float64) float64, x, y, spread float64, samples int) float64 {
	sum, count := 0.0, 0.0
	for i := range samples * samples {
		dx := (float64(i%samples)+0.5)/float64(samples) - 0.5
		dy := (float64(i/samples)+0.5)/float64(samples) - 0.5
		if v := see(x+dx*spread, y+dy*spread); !math.IsNaN(v) {
			sum, count = sum+v, count+1
		}
	}
	return sum / count
}

func table(s shot) *image.Gray {
	on := image.NewGray(image.Rect(0, 0, s.size, s.size))
	draw.Draw(on, on.Rect, image.NewUniform(color.Gray{Y: uint8((s.dark + 3*s.light) / 4)}), image.Point{}, draw.Src)
	return on
}

func grain(on *image.Gray, deviation float64, random *rand.Rand) {
	for i, v := range on.Pix {
		on.Pix[i] = uint8(min(max(float64(v)+random.NormFloat64()*deviation, 0), 255))
	}
}

const label = "machine_code=4004683219&msign=0123456789abcdef"

// shots are the pictures that people take: each way of being difficult by
// itself, and then all of them at random.
func shots() map[string]shot {
	plain := shot{size: 600, dark: 20, light: 235}
	all := map[string]shot{}
	vary := func(name string, change func(*shot)) {
		s := plain
		change(&s)
		all[name] = s
	}
	for turn := 0; turn < 360; turn += 15 {
		vary(fmt.Sprintf("turned %03d", turn), func(s *shot) { s.turn = float64(turn) })
	}
	for tilt := 10; tilt <= 30; tilt += 10 {
		for axis := 0; axis < 180; axis += 45 {
			vary(fmt.Sprintf("tilted %d along %d", tilt, axis), func(s *shot) { s.tilt, s.tiltAxis = float64(tilt), float64(axis) })
		}
	}
	for _, blur := range []float64{0.5, 1, 1.4} {
		vary(fmt.Sprintf("blurred %.1f", blur), func(s *shot) { s.blur = blur })
	}
	for _, noise := range []float64{10, 25, 40} {
		vary(fmt.Sprintf("noisy %.0f", noise), func(s *shot) { s.noise = noise })
	}
	for _, span := range [][2]float64{{90, 160}, {30, 70}, {180, 220}} {
		vary(fmt.Sprintf("pale %.0f-%.0f", span[0], span[1]), func(s *shot) { s.dark, s.light = span[0], span[1] })
	}
	vary("inverted", func(s *shot) { s.dark, s.light = 230, 20 })
	for _, size := range []int{150, 200, 300, 800, 1080, 1600, 2200, 3000} {
		vary(fmt.Sprintf("%d px", size), func(s *shot) { s.size = size })
	}
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 100 {
		vary(fmt.Sprintf("mixed %02d", i), func(s *shot) {
			s.size = 300 + random.IntN(900)
			s.turn, s.tilt, s.tiltAxis = random.Float64()*360, random.Float64()*30, random.Float64()*180
			s.blur, s.noise = random.Float64()*0.8, random.Float64()*20
			s.dark = 20 + random.Float64()*60
			s.light = s.dark + 90 + random.Float64()*80
			if random.IntN(8) == 0 {
				s.dark, s.light = s.light, s.dark
			}
		})
	}
	return all
}

func TestCodesAreReadAsPeoplePhotographThem(t *testing.T) {
	all := shots()
	random := rand.New(rand.NewPCG(3, 4))
	missed := 0
	for name, s := range all {
		on := table(s)
		photograph(t, on, label, s, image.Pt(s.size/2, s.size/2), 0.5)
		grain(on, s.noise, random)
		codes, err := pairing.Codes(t.Context(), on)
		if err != nil {
			missed++
			t.Logf("missed: %s %+v", name, s)
			continue
		}
		require.Len(t, codes, 1, name)
		require.Equal(t, label, codes[0].Text, "%s: read wrongly", name)
		assert.InDelta(t, s.size/2, codes[0].Center.X, float64(s.size)/12, name)
		assert.InDelta(t, s.size/2, codes[0].Center.Y, float64(s.size)/12, name)
	}
	t.Logf("%d of %d read", len(all)-missed, len(all))
	assert.LessOrEqual(t, missed*20, len(all), "at least 95 %% are read")
}

func TestSeveralCodesInOnePicture(t *testing.T) {
	for _, turn := range []float64{0, 20, 135, 250} {
		s := shot{size: 900, turn: turn, dark: 30, light: 230, blur: 0.5}
		on := table(s)
		photograph(t, on, "below", s, image.Pt(250, 650), 0.3)
		photograph(t, on, "above", s, image.Pt(620, 250), 0.3)
		codes, err := pairing.Codes(t.Context(), on)
		require.NoError(t, err)
		require.Len(t, codes, 2, "turned %v", turn)
		assert.Equal(t, "above", codes[0].Text)
		assert.Equal(t, "below", codes[1].Text)
	}
}

// TestASmallCodeBesideALargeOne: a screen with a code on a page and another one in a corner is
// no screen with one code.
func TestASmallCodeBesideALargeOne(t *testing.T) {
	s := shot{dark: 20, light: 235}
	on := image.NewGray(image.Rect(0, 0, 1920, 1080))
	draw.Draw(on, on.Rect, image.NewUniform(color.Gray{Y: 200}), image.Point{}, draw.Src)
	photograph(t, on, "large", s, image.Pt(500, 600), 0.5)
	photograph(t, on, "small", s, image.Pt(1700, 150), 0.07)
	codes, err := pairing.Codes(t.Context(), on)
	require.NoError(t, err)
	require.Len(t, codes, 2)
	assert.Equal(t, "small", codes[0].Text)
	assert.InDelta(t, 1700, codes[0].Center.X, 20)
	assert.Equal(t, "large", codes[1].Text)
}

// scratched makes a code that can be found and not be read: its finder patterns are whole, what lies
// between them is noise.
func scratched(m *gozxing.BitMatrix, random *rand.Rand) {
	side := m.GetWidth()
	for y := range side {
		for x := range side {
			if eye := (x < 8 || x >= side-8) && y < 8 || x < 8 && y >= side-8; !eye && random.IntN(2) == 0 {
				m.Flip(x, y)
			}
		}
	}
}

// stick draws a code with its margin, its side being modules of that many pixels.
func stick(on *image.Gray, m *gozxing.BitMatrix, at image.Point, module int) {
	side := (m.GetWidth() + 8) * module
	draw.Draw(on, image.Rect(0, 0, side, side).Add(at), image.White, image.Point{}, draw.Src)
	for y := range m.GetHeight() {
		for x := range m.GetWidth() {
			if m.Get(x, y) {
				draw.Draw(on, image.Rect(0, 0, module, module).Add(at).Add(image.Pt(4+x, 4+y).Mul(module)), image.Black, image.Point{}, draw.Src)
			}
		}
	}
}

// besideDamaged is a screen with a good code on it, and some that cannot be read around it.
func besideDamaged(t testing.TB, random *rand.Rand, damaged int) *image.Gray {
	t.Helper()
	on := image.NewGray(image.Rect(0, 0, 1920, 1080))
	draw.Draw(on, on.Rect, image.NewUniform(color.Gray{Y: 225}), image.Point{}, draw.Src)
	slots := random.Perm(6)
	put := func(n int, m *gozxing.BitMatrix, module int) {
		slot := image.Pt(slots[n]%3*640, slots[n]/3*540)
		room := image.Pt(640, 540).Sub(image.Pt(1, 1).Mul((m.GetWidth() + 8) * module))
		stick(on, m, slot.Add(image.Pt(random.IntN(room.X), random.IntN(room.Y))), module)
	}
	put(0, matrix(t, label), 4+random.IntN(4))
	for n := range damaged {
		m := matrix(t, fmt.Sprintf("machine_code=400468321%d&msign=0123456789abcdef", n))
		scratched(m, random)
		put(n+1, m, 4+random.IntN(6))
	}
	return on
}

func TestAGoodCodeBesideDamagedOnes(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for round := range 8 {
		codes, err := pairing.Codes(t.Context(), besideDamaged(t, random, 1+round%3))
		require.NoError(t, err, "round %d", round)
		require.Len(t, codes, 1)
		assert.Equal(t, label, codes[0].Text)
	}
}

// TestOnlyADamagedCode: giving up takes its time, and heeds a cancel.
func TestOnlyADamagedCode(t *testing.T) {
	on := image.NewGray(image.Rect(0, 0, 1920, 1080))
	m := matrix(t, label)
	scratched(m, rand.New(rand.NewPCG(7, 8)))
	stick(on, m, image.Pt(300, 300), 8)
	_, err := pairing.Codes(t.Context(), on)
	require.ErrorIs(t, err, pairing.ErrNoCode)
}

// eyes covers a part with finder patterns, one every 32 pixels.
func eyes(on *image.Gray, part image.Rectangle) {
	draw.Draw(on, part, image.White, image.Point{}, draw.Src)
	for y := part.Min.Y + 4; y+28 <= part.Max.Y; y += 32 {
		for x := part.Min.X + 4; x+28 <= part.Max.X; x += 32 {
			for inset := 0; inset <= 6; inset += 3 {
				shade := image.Black
				if inset == 3 {
					shade = image.White
				}
				draw.Draw(on, image.Rect(x+inset, y+inset, x+21-inset, y+21-inset), shade, image.Point{}, draw.Src)
			}
		}
	}
}

// TestFinderPatternsEverywhere: there are millions of ways to combine them. It ends, and where they
// are in a part of the picture only, the code elsewhere is found.
func TestFinderPatternsEverywhere(t *testing.T) {
	on := image.NewGray(image.Rect(0, 0, 1920, 1080))
	eyes(on, on.Rect)
	_, err := pairing.Codes(t.Context(), on)
	require.ErrorIs(t, err, pairing.ErrNoCode)

	draw.Draw(on, on.Rect, image.White, image.Point{}, draw.Src)
	eyes(on, image.Rect(0, 0, 700, 1080))
	stick(on, matrix(t, label), image.Pt(1300, 600), 5)
	codes, err := pairing.Codes(t.Context(), on)
	require.NoError(t, err)
	require.Len(t, codes, 1)
	assert.Equal(t, label, codes[0].Text)
	assert.InDelta(t, 1300+5*(8+33)/2, codes[0].Center.X, 20, "in the whole picture")
}

// TestPixelsNeedNotStartAtZero: a part of a picture keeps its places.
func TestPixelsNeedNotStartAtZero(t *testing.T) {
	on := image.NewGray(image.Rect(-200, 100, 800, 900))
	stick(on, matrix(t, label), image.Pt(400, 500), 6)
	codes, err := pairing.Codes(t.Context(), on)
	require.NoError(t, err)
	assert.InDelta(t, 400+6*(8+33)/2, codes[0].Center.X, 20)
	assert.InDelta(t, 500+6*(8+33)/2, codes[0].Center.Y, 20)
}

func TestCodesTellsOfNoneAndOfACancel(t *testing.T) {
	_, err := pairing.Codes(t.Context(), image.NewGray(image.Rect(0, 0, 640, 480)))
	require.ErrorIs(t, err, pairing.ErrNoCode)
	_, err = pairing.Codes(t.Context(), image.NewGray(image.Rect(0, 0, 1, 1)))
	require.ErrorIs(t, err, pairing.ErrNoCode)
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = pairing.Codes(cancelled, image.NewGray(image.Rect(0, 0, 640, 480)))
	require.ErrorIs(t, err, context.Canceled)
}

func TestReadImage(t *testing.T) {
	s := shot{size: 400, dark: 20, light: 235}
	on := table(s)
	photograph(t, on, label, s, image.Pt(200, 200), 0.6)
	var asPNG, asJPEG bytes.Buffer
	require.NoError(t, png.Encode(&asPNG, on))
	require.NoError(t, jpeg.Encode(&asJPEG, on, &jpeg.Options{Quality: 60}))
	for _, file := range [][]byte{asPNG.Bytes(), asJPEG.Bytes()} {
		picture, err := pairing.ReadImage(bytes.NewReader(file))
		require.NoError(t, err)
		codes, err := pairing.Codes(t.Context(), picture)
		require.NoError(t, err)
		assert.Equal(t, label, codes[0].Text)
	}
	_, err := pairing.ReadImage(bytes.NewReader([]byte("no picture")))
	require.ErrorIs(t, err, pairing.ErrNoPicture)
	_, err = pairing.ReadImage(bytes.NewReader(make([]byte, pairing.MaxFile+1)))
	require.ErrorIs(t, err, pairing.ErrTooLarge)
	bomb := append([]byte("GIF89a\xff\xff\xff\xff\x00\x00\x00"), make([]byte, 32)...)
	_, err = pairing.ReadImage(bytes.NewReader(bomb))
	require.ErrorIs(t, err, pairing.ErrTooLarge)
}

// broken is a picture that has less than it says.
type broken struct{ image.Image }

func (broken) At(int, int) color.Color { panic("out of range") }

func TestAPictureThatIsNotWhatItSaysHasNoCode(t *testing.T) {
	_, err := pairing.Codes(t.Context(), broken{image.NewGray(image.Rect(0, 0, 400, 300))})
	require.ErrorIs(t, err, pairing.ErrNoCode)
}

// FuzzReadImage holds for any file: no panic, and nothing is read out of noise.
func FuzzReadImage(f *testing.F) {
	var file bytes.Buffer
	_ = png.Encode(&file, image.NewGray(image.Rect(0, 0, 8, 8))) // into memory
	f.Add(file.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		picture, err := pairing.ReadImage(bytes.NewReader(data))
		if err == nil && picture.Bounds().Dx()*picture.Bounds().Dy() < 1<<16 {
			_, _ = pairing.Codes(t.Context(), picture)
		}
	})
}

func BenchmarkCodes(b *testing.B) {
	for _, damaged := range []int{1, 3} {
		b.Run(fmt.Sprintf("beside %d damaged", damaged), func(b *testing.B) {
			random := rand.New(rand.NewPCG(9, 9))
			for range b.N {
				b.StopTimer()
				on := besideDamaged(b, random, damaged)
				b.StartTimer()
				_, _ = pairing.Codes(b.Context(), on)
			}
		})
	}
	for name, s := range map[string]shot{
		"plain": {dark: 20, light: 235}, "turned": {turn: 33, tilt: 20, dark: 60, light: 190, blur: 0.7, noise: 10},
		"none": {dark: 200, light: 200, noise: 20},
	} {
		b.Run(name, func(b *testing.B) {
			on := image.NewGray(image.Rect(0, 0, 1920, 1080))
			draw.Draw(on, on.Rect, image.NewUniform(color.Gray{Y: uint8(s.light)}), image.Point{}, draw.Src)
			photograph(b, on, label, s, image.Pt(960, 540), 0.4)
			grain(on, s.noise, rand.New(rand.NewPCG(1, 1)))
			b.ResetTimer()
			for range b.N {
				_, _ = pairing.Codes(b.Context(), on)
			}
		})
	}
}
