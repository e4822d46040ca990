package draw

import (
	"encoding/xml"
	"io"
	"math"
	"strings"
	"testing"
)

// A walk is drawn stop by stop, each with its number; what has no place on earth is passed by.
func TestRoute(t *testing.T) {
	stops := []Place{{Lat: 51.2167, Lon: 4.3996, Name: "A & B"}, {Lat: math.NaN(), Name: "nowhere"}, {Lat: 51.217, Lon: 4.405, Name: "C"}}
	got := string(Route(stops, MapWords{North: "N"}))
	for _, want := range []string{`class="step-1"`, `class="step-3"`, "A &amp; B", `class="stitch"`, `aria-hidden="true"`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
	if strings.Contains(got, "step-2") || strings.Contains(got, "NaN") {
		t.Error(got)
	}
	for _, list := range [][]Place{nil, stops[1:2], make([]Place, 500)} {
		d := xml.NewDecoder(strings.NewReader(string(Route(list, MapWords{}))))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
		}
	}
}
