package view

// Admin is page/admin: from where each partner goes to the editor of its files, or what still lacks for that.
type Admin struct {
	Page     Page
	Title    Headline
	Text     Text
	Partners []Link
	Lacks    []Text
}

// Editor is page/editor: a document that loads the web editor, which fills it.
type Editor struct {
	Lang, Dir string
	Title     string
	CSP       string
	Icon      string
	Script    string
	Config    string
}
