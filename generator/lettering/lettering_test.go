package lettering

import (
	"os"
	"testing"
)

func face(t testing.TB, name string) *Face {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	f, err := Read(data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

const anybody, arabic = "../../themes/patroon/assets/fonts/anybody.woff2", "../share/fonts/reem-kufi-arabic.woff2"

// Letters are kerned, drawn in and laid flat, joined where their script wants it, and stand in the order in which they are seen.
func TestLine(t *testing.T) {
	s := NewSetter()
	st := Style{Faces: []*Face{face(t, anybody), face(t, arabic)}, Weight: 900, Width: 100}
	if a, b := s.Line("AV", "nl", false, st).Advance, s.Width("A", st)+s.Width("V", st); a >= b {
		t.Errorf("AV is not kerned: %v, %v", a, b)
	}
	flat := st
	flat.Width = 150
	if a, b := s.Width("mode", st), s.Width("mode", flat); b < a*1.3 {
		t.Errorf("laid flat: %v, %v", a, b)
	}
	joined, apart := s.Line("بيت", "ar", true, st), s.Line("ب ي ت", "ar", true, st)
	if !joined.Joined || joined.Advance >= apart.Advance*0.8 {
		t.Errorf("not joined: %v, %v", joined.Advance, apart.Advance)
	}
	// In a paragraph from right to left, what comes first stands at the right; numbers and Latin keep their own direction.
	line := s.Line("بيت MoMu 27", "ar", true, st)
	if first := s.Line("MoMu", "ar", false, st).Letters[0].Path; line.Letters[0].Path == joined.Letters[0].Path || first == nil {
		t.Error("Arabic stands first from the left")
	}
}

func TestClean(t *testing.T) {
	faces := []*Face{face(t, anybody)}
	for in, want := range map[string]string{"a  b\nc": "a b c", "Mode \U0001F9F5 nu": "Mode nu", "e\u0301": "é", "\x00\u202ea": "a"} {
		if got, ok := Clean(in, faces); got != want || !ok {
			t.Errorf("%q: %q %v", in, got, ok)
		}
	}
	if _, ok := Clean("ファッション", faces); ok {
		t.Error("letters that no face has")
	}
}

// No font makes reading fail otherwise than by an error.
func FuzzRead(f *testing.F) {
	for _, name := range []string{arabic, "../share/fonts/noto-sans-hebrew.woff2"} {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
		f.Add(data[:len(data)/2])
	}
	f.Fuzz(func(t *testing.T, data []byte) { _, _ = Read(data) })
}
