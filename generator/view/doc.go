// Package view promises what a theme's templates see: plain structs of ready text, one family of pages a file.
//
// Invariants: there is no logic here, and no map, interface or method. Every string is final: dates, prices,
// addresses of pages and counts are already written in the page's language; a template only places them.
// Optional parts are pointers or empty strings. template.HTML and template.URL mark the few values that were
// made safe elsewhere: rendered Markdown, drawings, pictures, JSON-LD, and addresses with schemes (webcal, tel)
// that templates refuse otherwise. Field order is reading order.
//
// Each page type is one struct with a field Page, the frame that all pages share; its comment names its template.
package view
