package diag

// Nearest gives the one of known that is nearest to name, where it is near enough to be a slip of the pen:
// at most one edit (insertion, removal, replacement or swap of neighbours), or two from eight letters on. It
// gives nothing where none is near; of equally near ones, the first.
func Nearest(name string, known []string) string {
	limit := 1
	if len(name) >= 8 {
		limit = 2
	}
	best, at := "", limit+1
	a := []rune(name)
	for _, k := range known {
		if k == name || len(a) > 64 {
			continue
		}
		if d := distance(a, []rune(k), at); d < at {
			best, at = k, d
		}
	}
	return best
}

// distance is the optimal string alignment distance of a and b, or at least limit where it would be more.
func distance(a, b []rune, limit int) int {
	if d := len(a) - len(b); d >= limit || -d >= limit {
		return limit
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
