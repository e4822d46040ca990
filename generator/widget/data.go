package widget

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"slices"
)

// Budget is how many bytes a file of data has at most, compressed.
const Budget = 30_000

// A Text is one that may be in another language than the data around it. Lang and Dir are then set, together.
type Text struct {
	Text string `json:"text"`
	Lang string `json:"lang,omitempty"`
	Dir  string `json:"dir,omitempty"`
}

// A Calendar is a feed as <modestad-calendar> shows it. Addresses are paths at the site's own origin.
type Calendar struct {
	Version  int         `json:"version"` // 1
	Lang     string      `json:"lang"`    // BCP 47
	Dir      string      `json:"dir"`     // ltr or rtl
	Title    string      `json:"title"`
	URL      string      `json:"url"` // the page with all of it
	Words    Words       `json:"words"`
	First    int         `json:"first"`    // the week's first day: 0 is Sunday
	Weekdays [][2]string `json:"weekdays"` // short and long, from the first day on
	Months   []Month     `json:"months"`
	Filters  []Filter    `json:"filters"`
	Events   []Event     `json:"events"` // in the order of time
	More     bool        `json:"more"`   // there are others
}

// Words are those of the interface.
type Words struct {
	More    string `json:"more"`
	None    string `json:"none"`
	Running string `json:"running"`
	Undated string `json:"undated"`
	All     string `json:"all"`
	Back    string `json:"back"`
	Forward string `json:"forward"`
	Found   string `json:"found"` // how many fit a choice: {n} is the number
}

// A Month is one that has events: ID is 2027-06, Name says it in words.
type Month struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// A Filter is a group of choices: pairs of a tag that events have, and its words.
type Filter struct {
	ID      string      `json:"id"`
	Title   string      `json:"title"`
	Options [][2]string `json:"options"`
}

// An Event is one date of an event, ready to be shown.
type Event struct {
	URL    string   `json:"url"`
	Title  string   `json:"title"`
	Lang   string   `json:"lang,omitempty"` // of the title, where it is another
	Dir    string   `json:"dir,omitempty"`
	Kind   string   `json:"kind,omitempty"`  // in words, where it is not the usual one
	Group  string   `json:"group,omitempty"` // running or undated; empty for one with its date to come
	Date   string   `json:"date"`            // in words
	ISO    string   `json:"iso"`             // a day, a month or a year
	Last   string   `json:"last,omitempty"`  // the last day, where there are several
	Time   string   `json:"time,omitempty"`
	End    string   `json:"end,omitempty"` // RFC 3339: past it, it is not shown
	Place  string   `json:"place,omitempty"`
	State  string   `json:"state,omitempty"`  // cancelled, postponed, sold-out, tentative; empty for confirmed
	Status string   `json:"status,omitempty"` // the same in words
	Moved  string   `json:"moved,omitempty"`  // what changed, in words
	Tags   []string `json:"tags"`
}

// A Message is what a chapter says to an audience.
type Message struct {
	Version int      `json:"version"` // 1
	Lang    string   `json:"lang"`
	Dir     string   `json:"dir"`
	Title   string   `json:"title"` // names the whole
	URL     string   `json:"url"`
	More    string   `json:"more"`
	Line    Text     `json:"line"`
	Text    []Text   `json:"text"`
	Quote   *Quote   `json:"quote"`
	Figures []Figure `json:"figures"`
	Chart   *Chart   `json:"chart"`
}

// A Quote is somebody's words: paragraphs with a blank line between.
type Quote struct {
	Text Text   `json:"text"`
	Who  string `json:"who,omitempty"`
	Role string `json:"role,omitempty"`
}

// A Figure is a fact with its source.
type Figure struct {
	Figure string `json:"figure"`
	Label  Text   `json:"label"`
	Period string `json:"period,omitempty"`
	Source string `json:"source,omitempty"`
	URL    string `json:"url,omitempty"` // where the source stands
}

// A Chart is a table of figures. The first column names the rows.
type Chart struct {
	Title   string     `json:"title"`
	Lang    string     `json:"lang,omitempty"` // where it is another than the data's
	Dir     string     `json:"dir,omitempty"`
	Columns []string   `json:"columns"`
	Rows    []ChartRow `json:"rows"`
	Sources []string   `json:"sources"`
}

// A ChartRow is one of them. Part is how long a bar for its first cell is, of 1; 0 is none.
type ChartRow struct {
	Name  string   `json:"name"`
	Cells []string `json:"cells"`
	Part  float64  `json:"part"`
}

// A Brand is how a partner's widgets look. Colours are #rrggbb, Font is a value of CSS, Corner is in pixels.
type Brand struct {
	Version int    `json:"version"` // 1
	Accent  string `json:"accent"`
	Ink     string `json:"ink"`
	Paper   string `json:"paper"`
	Font    string `json:"font,omitempty"`
	Corner  int    `json:"corner"`
}

// Font gives the value of CSS for a brand's font: sans, serif, mono, or a family that the page around has. The name
// must hold no character that means something in CSS, as content checks.
func Font(name string) string {
	switch name {
	case "":
		return ""
	case "sans":
		return "system-ui, sans-serif"
	case "serif":
		return "Georgia, serif"
	case "mono":
		return "ui-monospace, monospace"
	}
	return `"` + name + `", system-ui, sans-serif`
}

// CSS is the brand as a style sheet of custom properties, for pages of the site in its colours.
func (b Brand) CSS() []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, ":root{color-scheme:only light;--modestad-accent:%s;--modestad-ink:%s;--modestad-paper:%s;", b.Accent, b.Ink, b.Paper)
	if b.Font != "" {
		fmt.Fprintf(&out, "--modestad-font:%s;", b.Font)
	}
	fmt.Fprintf(&out, "--modestad-corner:%dpx}\n", b.Corner)
	return out.Bytes()
}

// JSON writes data of any of the kinds above. Its keys are in the order of the fields.
func JSON(v any) ([]byte, error) { return json.Marshal(v) }

// Fit writes a calendar within the budget: as long as it is over, the last of the events with a date to come are left
// out, and said to be there; of the others the last, once few of those are left.
func (c Calendar) Fit() ([]byte, error) {
	for {
		data, err := json.Marshal(c)
		if err != nil || len(data) <= Budget || len(c.Events) == 0 {
			return data, err
		}
		n, err := compressed(data)
		if err != nil || n <= Budget {
			return data, err
		}
		c.Events, c.More = fewer(c.Events), true
	}
}

// few is how many events with a date to come are kept before others go.
const few = 20

// fewer leaves out a quarter of the events.
func fewer(events []Event) []Event {
	out := slices.Clone(events)
	dated := 0
	for _, e := range out {
		if e.Group == "" {
			dated++
		}
	}
	drop := (len(out) + 3) / 4
	for i := len(out) - 1; i >= 0 && drop > 0 && dated > few; i-- {
		if out[i].Group == "" {
			out = slices.Delete(out, i, i+1)
			drop--
			dated--
		}
	}
	return out[:len(out)-drop]
}

// compressed is how long data is when a server that is in a hurry compresses it: longer than it can be.
func compressed(data []byte) (int, error) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestSpeed)
	if err != nil {
		return 0, err
	}
	if _, err := w.Write(data); err != nil {
		return 0, err
	}
	return out.Len(), w.Close()
}
