package main

import (
	"bytes"
	"crypto/sha256"
	"runtime"

	"modestad/generator"
	"modestad/generator/compress"
	"modestad/generator/publish"
)

// precompressed writes each file with its variants. Those of a file that has not changed since they were made, in the
// same way, are kept as they stand. How they were made is noted in meta.
func precompressed(stage *publish.Stage, meta map[string]string) generator.Sink {
	const key = "precompress"
	meta[key] = compress.Recipe + " " + runtime.Version()
	var before *publish.Manifest
	if p := stage.Previous(); p != nil && p.Meta[key] == meta[key] {
		before = p
	}
	c := &compress.Compressor{}
	return func(path string, parts ...[]byte) error {
		data := bytes.Join(parts, nil)
		if err := stage.Write(path, data); err != nil || !compress.Worth(path, len(data)) {
			return err
		}
		same := before != nil && before.Files[path].SHA256 == sha256.Sum256(data)
		for _, f := range compress.Forms() {
			name := path + f.Suffix
			if same {
				if _, had := before.Files[name]; !had {
					continue // it was not smaller
				}
				if kept, err := stage.Keep(name); kept || err != nil {
					if err != nil {
						return err
					}
					continue
				}
			}
			if made, ok := c.Variant(f, path, data); ok {
				if err := stage.Write(name, made); err != nil {
					return err
				}
			}
		}
		return nil
	}
}
