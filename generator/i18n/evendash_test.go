package i18n

import (
	"testing"

	"modestad/generator/civil"
)

func TestEvenDash(t *testing.T) {
	l, err := Lookup("en", "en-GB")
	if err != nil {
		t.Fatal(err)
	}
	from, to := civil.Date{Year: 2027, Month: 6, Day: 11}, civil.Date{Year: 2027, Month: 6, Day: 13}
	if got, want := l.DateRange(from, to, Full), "Friday 11 June\u2009–\u2009Sunday 13 June 2027"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
