// Package i18n gives everything that depends on the reader's language: dates, ranges, numbers, lists,
// quotes, order, hyphens, and the interface texts with their plural forms.
//
// Promise: any well-formed language tag has a Language, with the data of Unicode's CLDR for all languages
// that CLDR covers at its basic level or above, and with its root data otherwise. What CLDR does not know
// of a house (its quotes, "1er juin") comes from the language's own catalogue file, never from this code.
//
// Invariants: values are built once and never change, so that they may be used from many goroutines; no
// language is named in the code; nothing here reads a clock, a file or an environment.
//
// The parts: a Locale formats, a Catalogue holds the texts of one file, and a Language is the two together
// with the texts that stand in where a text lacks.
package i18n
