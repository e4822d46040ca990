package page

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

// What writes itself is what json.Marshal makes of it, whatever stands in it: each field empty and full, one at a time and
// by chance.
func TestLDWrite(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	texts := []string{"", "mode", `a "b" \c`, "</script><!--", "a & b", "line\nend\ttab\x01", "é 漢", "\u2028\u2029", "\xff", "a\ufffdb"}
	numbers := []float64{0, 1, -3, 51.218533, 1e-9, 1e21, 12345678901234567890, math.MaxFloat64, 0.1, -0.5}
	var fill func(v reflect.Value)
	fill = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.String:
			v.SetString(texts[random.IntN(len(texts))])
		case reflect.Float64:
			v.SetFloat(numbers[random.IntN(len(numbers))])
		case reflect.Int:
			v.SetInt(int64(random.IntN(20)))
		case reflect.Bool:
			v.SetBool(random.IntN(2) == 0)
		case reflect.Pointer:
			if random.IntN(2) == 0 {
				v.Set(reflect.New(v.Type().Elem()))
				fill(v.Elem())
			}
		case reflect.Slice:
			v.Set(reflect.MakeSlice(v.Type(), random.IntN(3), 3))
			for i := range v.Len() {
				fill(v.Index(i))
			}
		case reflect.Struct:
			for i := range v.NumField() {
				if v.Field(i).Kind() != reflect.Interface {
					fill(v.Field(i))
				}
			}
		default:
			t.Fatalf("nothing fills a %v", v.Type())
		}
	}
	for range 20_000 {
		event, list, offer, place, address, name := ldEvent{}, ldList{}, ldOffer{}, ldPlace{}, ldAddress{}, "a"
		for _, v := range []any{&event, &list, &offer, &place, &address, &name} {
			fill(reflect.ValueOf(v).Elem())
		}
		list.Items = append(list.Items, ldItem{})
		place.Address = []any{nil, name, address}[random.IntN(3)]
		event.Location = []any{nil, place, ldThing{URL: name}, []written{place, ldThing{}}}[random.IntN(4)]
		for _, v := range []written{event, list, offer, place} {
			var w ldWriter
			v.write(&w)
			want, err := json.Marshal(v)
			if err != nil {
				t.Fatal(err)
			}
			if w.b.String() != string(want) {
				t.Fatalf("%T\n%s\nwant\n%s", v, w.b.String(), want)
			}
		}
	}
	if s := string(ldOften(ldThing{Name: "</script>"}, 0)); strings.Count(s, "</script>") != 1 || !strings.HasPrefix(s, ldStart) {
		t.Error(s)
	}
}
