package feed

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"
	"time"

	"modestad/generator/page"
	"modestad/generator/site"
)

// EventsCSV gives the open data as a table: a row for each occurrence, one row for what has no date. It is RFC 4180
// with a heading, begins with a byte order mark, without which spreadsheets take it for another encoding than UTF-8,
// and no cell of it is taken for a formula. Titles have a column for each language; a list in a cell is separated by
// spaces.
func (s *Set) EventsCSV() ([]byte, error) {
	head := []string{"id", "uid", "kind", "status", "programme", "start", "end", "all_day", "timezone", "month", "season", "deadline", "partner", "venue",
		"place", "address", "latitude", "longitude", "online", "series", "audiences", "crowds", "tags", "free", "price_from", "price_to", "booking", "modified"}
	langs := s.site.Config.Tags()
	for _, l := range langs {
		head = append(head, "title_"+l)
	}
	for _, l := range langs {
		head = append(head, "url_"+l)
	}
	var b bytes.Buffer
	b.WriteString("\uFEFF")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	if err := w.Write(head); err != nil {
		return nil, err
	}
	for _, e := range s.published() {
		for _, row := range s.rows(e) {
			for i := range row {
				if _, err := strconv.ParseFloat(row[i], 64); err != nil {
					row[i] = page.CSVCell(row[i])
				}
			}
			if err := w.Write(row); err != nil {
				return nil, err
			}
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// rows gives the rows of one event.
func (s *Set) rows(e *site.Event) [][]string {
	list := e.Occurrences
	if len(list) == 0 || e.Kind == "call" {
		list = []site.Occurrence{first(e)}
	}
	var out [][]string
	for _, o := range list {
		row := []string{e.ID(), e.UID, e.Kind, o.Status, programme(e), moment(o.Start, o.AllDay, e.Zone), moment(o.End, o.AllDay, e.Zone), "", e.ZoneName,
			"", "", moment(e.Deadline.DateTime, !e.Deadline.HasTime, e.Zone), e.Event.Partner}
		if !o.Start.IsZero() {
			row[7] = strconv.FormatBool(o.AllDay)
		}
		if !e.Month.IsZero() {
			row[9] = e.Month.First().String()[:7]
		}
		if !e.Season.IsZero() {
			row[10] = season(e.Season)
		}
		row = append(row, s.location(o)...)
		series := ""
		if e.Series != nil {
			series = e.Series.ID
		}
		row = append(row, o.Online, series, strings.Join(e.Audiences, " "), strings.Join(e.Crowds, " "), strings.Join(tags(e), " "))
		row = append(row, price(e)...)
		changed := ""
		if e.HasStamp {
			changed = modified(e).Format(time.RFC3339)
		}
		row = append(row, changed)
		for _, l := range s.site.Config.Languages {
			text, _ := e.Texts.In(l.Tag)
			row = append(row, text.Title)
		}
		for _, l := range s.site.Config.Languages {
			row = append(row, s.site.EventAbsolute(l.Tag, e))
		}
		out = append(out, row)
	}
	return out
}

// location gives the cells from venue to longitude.
func (s *Set) location(o site.Occurrence) []string {
	cells := make([]string, 5)
	var geo *[2]float64
	switch {
	case o.Venue != nil:
		cells[0], cells[1], cells[2], geo = o.Venue.ID, s.language().Name(o.Venue.Name), page.Address(o.Venue), o.Venue.Geo
	case o.Place != nil:
		cells[1], cells[2], geo = o.Place.Name, o.Place.Address, o.Place.Geo
	}
	if geo != nil {
		cells[3], cells[4] = decimal(geo[0]), decimal(geo[1])
	}
	return cells
}

// price gives the cells from free to booking.
func price(e *site.Event) []string {
	cells := make([]string, 4)
	if p := e.Price; p != nil {
		cells[0], cells[3] = strconv.FormatBool(p.Free), p.Booking
		if p.HasFrom {
			cells[1] = decimal(p.From)
		}
		if p.HasTo {
			cells[2] = decimal(p.To)
		}
	}
	return cells
}

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
