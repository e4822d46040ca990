package page

import (
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// What stands on every page and on every event's is written here, byte for byte as json.Marshal writes it, which takes
// four times as long: it asks each field for its type again on every page.

// A written thing writes itself as JSON.
type written interface{ write(w *ldWriter) }

// An ldWriter gathers JSON.
type ldWriter struct{ b []byte }

func (w *ldWriter) open()  { w.b = append(w.b, '{') }
func (w *ldWriter) close() { w.b = append(w.b, '}') }

// next puts a comma where something came before.
func (w *ldWriter) next() {
	if c := w.b[len(w.b)-1]; c != '{' && c != '[' {
		w.b = append(w.b, ',')
	}
}

// key begins a member of an object; keys are plain.
func (w *ldWriter) key(name string) {
	w.next()
	w.b = append(append(append(w.b, '"'), name...), '"', ':')
}

func (w *ldWriter) text(key, value string) {
	w.key(key)
	w.string(value)
}

// some writes a text unless it is empty.
func (w *ldWriter) some(key, value string) {
	if value != "" {
		w.text(key, value)
	}
}

func (w *ldWriter) number(key string, value float64) {
	w.key(key)
	if value == float64(int64(value)) {
		w.b = strconv.AppendInt(w.b, int64(value), 10)
	} else if data, err := json.Marshal(value); err == nil {
		w.b = append(w.b, data...)
	}
}

func (w *ldWriter) truth(key string, value bool) {
	w.key(key)
	w.b = strconv.AppendBool(w.b, value)
}

// string writes a text. One in which something is escaped is left to the library: <, > and & among it, so that nothing
// can end the element that it stands in.
func (w *ldWriter) string(s string) {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' || c >= utf8.RuneSelf && !plainUTF8(s[i:]) {
			if data, err := json.Marshal(s); err == nil {
				w.b = append(w.b, data...)
			}
			return
		}
	}
	w.b = append(append(append(w.b, '"'), s...), '"')
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

// texts writes a list of texts, unless it is empty.
func (w *ldWriter) texts(key string, list []string) {
	if len(list) == 0 {
		return
	}
	w.key(key)
	w.b = append(w.b, '[')
	for _, s := range list {
		w.next()
		w.string(s)
	}
	w.b = append(w.b, ']')
}

// all writes a list as the member of an object, unless it is empty.
func all[T written](w *ldWriter, key string, list []T) {
	if len(list) == 0 {
		return
	}
	w.key(key)
	w.b = append(w.b, '[')
	for _, x := range list {
		w.next()
		x.write(w)
	}
	w.b = append(w.b, ']')
}

func (x ldThing) write(w *ldWriter) {
	w.open()
	w.some("@context", x.Context)
	w.text("@type", x.Type)
	w.some("@id", x.ID)
	w.some("name", x.Name)
	w.some("url", x.URL)
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
	w.some("item", x.Item)
	w.close()
}

func (x ldEvent) write(w *ldWriter) {
	w.open()
	w.some("@context", x.Context)
	w.text("@type", x.Type)
	w.text("@id", x.ID)
	w.text("name", x.Name)
	w.some("description", x.About)
	w.text("url", x.URL)
	w.some("startDate", x.Start)
	w.some("endDate", x.End)
	w.some("previousStartDate", x.Previous)
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
	w.some("inLanguage", x.Language)
	w.some("typicalAgeRange", x.Ages)
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
	w.some("url", x.URL)
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
	w.some("streetAddress", x.Street)
	w.some("postalCode", x.Postcode)
	w.some("addressLocality", x.City)
	w.close()
}

func (x ldOffer) write(w *ldWriter) {
	w.open()
	w.text("@type", x.Type)
	w.number("price", x.Price)
	w.text("priceCurrency", x.Currency)
	w.text("availability", x.Availability)
	w.some("url", x.URL)
	w.some("availabilityStarts", x.From)
	w.some("availabilityEnds", x.Through)
	w.close()
}
