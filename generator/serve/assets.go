package serve

import _ "embed"

//go:embed reload.js
var reloadScript []byte

//go:embed overlay.css
var overlayStyle []byte
