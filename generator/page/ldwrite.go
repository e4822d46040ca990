package page

import (
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf8"
)

// What stands on every page and on every event's is written here, byte for byte as json.Marshal writes it, which takes
// four times as long: it asks each field for its type again on every page.

// A written thing writes itself as JSON.
type written interface{ write(w *ldWriter) }

// An ldWriter gathers JSON. The zero value is ready.
type ldWriter struct {
	b    strings.Builder
	some bool // something stands before in the object or the list, so that a comma is due
}

func (w *ldWriter) open() {
	w.b.WriteByte('{')
	w.some = false
}

func (w *ldWriter) close() {
	w.b.WriteByte('}')
	w.some = true
}

// next puts a comma where something came before.
func (w *ldWriter) next() {
	if w.some {
		w.b.WriteByte(',')
	}
	w.some = true
}

// key begins a member of an object; keys are plain.
func (w *ldWriter) key(name string) {
	w.next()
	w.b.WriteByte('"')
	w.b.WriteString(name)
	w.b.WriteString(`":`)
}

func (w *ldWriter) text(key, value string) {
	w.key(key)
	w.string(value)
}

// given writes a text unless it is empty.
func (w *ldWriter) given(key, value string) {
	if value != "" {
		w.text(key, value)
	}
}

func (w *ldWriter) number(key string, value float64) {
	w.key(key)
	if value == float64(int64(value)) {
		w.b.WriteString(strconv.FormatInt(int64(value), 10))
	} else if data, err := json.Marshal(value); err == nil {
		w.b.Write(data)
	}
}

func (w *ldWriter) truth(key string, value bool) {
	w.key(key)
	w.b.WriteString(strconv.FormatBool(value))
}

// string writes a text. One in which something is escaped is left to the library: <, > and & among it, so that nothing
// can end the element that it stands in.
func (w *ldWriter) string(s string) {
	wide := false
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			w.escaped(s)
			return
		}
		wide = wide || c >= utf8.RuneSelf
	}
	if wide && !plainUTF8(s) {
		w.escaped(s)
		return
	}
	w.b.WriteByte('"')
	w.b.WriteString(s)
	w.b.WriteByte('"')
}

func (w *ldWriter) escaped(s string) {
	if data, err := json.Marshal(s); err == nil {
		w.b.Write(data)
	}
}

// plainUTF8 says whether a text is UTF-8 without the two line ends that scripts know beside those of ASCII.
func plainUTF8(s string) bool {
	for _, r := range s {
		if r == utf8.RuneError || r == '\u2028' || r == '\u2029' {
			return false
		}
	}
	return true
}

func (w *ldWriter) list() {
	w.b.WriteByte('[')
	w.some = false
}

func (w *ldWriter) end() {
	w.b.WriteByte(']')
	w.some = true
}

// texts writes a list of texts, unless it is empty.
func (w *ldWriter) texts(key string, list []string) {
	if len(list) == 0 {
		return
	}
	w.key(key)
	w.list()
	for _, s := range list {
		w.next()
		w.string(s)
	}
	w.end()
}

// all writes a list as the member of an object, unless it is empty.
func all[T written](w *ldWriter, key string, list []T) {
	if len(list) == 0 {
		return
	}
	w.key(key)
	w.list()
	for _, x := range list {
		w.next()
		x.write(w)
	}
	w.end()
}

func (x ldThing) write(w *ldWriter) {
	w.open()
	w.given("@context", x.Context)
	w.text("@type", x.Type)
	w.given("@id", x.ID)
	w.given("name", x.Name)
	w.given("url", x.URL)
	w.close()
}

func (x ldList) write(w *ldWriter) {
	w.open()
	w.text("@context", x.Context)
	w.text("@type", x.Type)
	all(w, "itemListElement", x.Items)
	w.close()
}

func (x ldItem) write(w *ldWriter) {
	w.open()
	w.text("@type", x.Type)
	w.number("position", float64(x.Position))
	w.text("name", x.Name)
	w.given("item", x.Item)
	w.close()
}

func (x ldEvent) write(w *ldWriter) {
	w.open()
	w.given("@context", x.Context)
	w.text("@type", x.Type)
	w.text("@id", x.ID)
	w.text("name", x.Name)
	w.given("description", x.About)
	w.text("url", x.URL)
	w.given("startDate", x.Start)
	w.given("endDate", x.End)
	w.given("previousStartDate", x.Previous)
	w.text("eventStatus", x.Status)
	w.text("eventAttendanceMode", x.Attendance)
	switch place := x.Location.(type) {
	case written:
		w.key("location")
		place.write(w)
	case []written:
		all(w, "location", place)
	}
	w.texts("image", x.Image)
	all(w, "organizer", x.Organizer)
	all(w, "performer", x.Performer)
	if x.Offers != nil {
		w.key("offers")
		x.Offers.write(w)
	}
	if x.Free != nil {
		w.truth("isAccessibleForFree", *x.Free)
	}
	w.given("inLanguage", x.Language)
	w.given("typicalAgeRange", x.Ages)
	w.texts("accessibilityFeature", x.Access)
	if x.Super != nil {
		w.key("superEvent")
		x.Super.write(w)
	}
	w.close()
}

func (x ldPlace) write(w *ldWriter) {
	w.open()
	w.text("@type", x.Type)
	w.text("name", x.Name)
	switch a := x.Address.(type) {
	case ldAddress:
		w.key("address")
		a.write(w)
	case string:
		w.text("address", a)
	}
	if x.Geo != nil {
		w.key("geo")
		w.open()
		w.text("@type", x.Geo.Type)
		w.number("latitude", x.Geo.Lat)
		w.number("longitude", x.Geo.Lon)
		w.close()
	}
	w.given("url", x.URL)
	all(w, "amenityFeature", x.Amenity)
	w.close()
}

func (x ldFeature) write(w *ldWriter) {
	w.open()
	w.text("@type", x.Type)
	w.text("name", x.Name)
	w.truth("value", x.Value)
	w.close()
}

func (x ldAddress) write(w *ldWriter) {
	w.open()
	w.text("@type", x.Type)
	w.given("streetAddress", x.Street)
	w.given("postalCode", x.Postcode)
	w.given("addressLocality", x.City)
	w.close()
}

func (x ldOffer) write(w *ldWriter) {
	w.open()
	w.text("@type", x.Type)
	w.number("price", x.Price)
	w.text("priceCurrency", x.Currency)
	w.text("availability", x.Availability)
	w.given("url", x.URL)
	w.given("availabilityStarts", x.From)
	w.given("availabilityEnds", x.Through)
	w.close()
}
