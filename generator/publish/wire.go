package publish

// Bytes is the manifest as it is written: the same for the same site.
func (m *Manifest) Bytes() []byte { return m.encode() }

// ParseManifest reads what Bytes gave. One that is cut off, or names a path that cannot be published, is an error.
func ParseManifest(data []byte) (*Manifest, error) { return parse(data) }
