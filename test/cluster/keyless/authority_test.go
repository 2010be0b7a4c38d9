package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestASavedAuthorityKeepsItsKeysToItself(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "sigstore")
	ok(t, anAuthority(t).save(dir))
	for file, mode := range map[string]fs.FileMode{
		"authority.key": 0o600, "ctlog.key": 0o600, "tlog.key": 0o600, "trusted_root.json": 0o644,
	} {
		found, err := os.Stat(filepath.Join(dir, file))
		ok(t, err)
		same(t, file, found.Mode(), mode)
	}
}

func TestAnOpenedAuthorityIsTheOneThatWasSaved(t *testing.T) {
	dir := t.TempDir()
	made := anAuthority(t)
	ok(t, made.save(dir))
	opened, err := openAuthority(dir)
	ok(t, err)
	ok(t, verifyBundle(aBundle(t, opened, release, nothing), made.trusted, signed, release))
	ok(t, verifyBundle(aBundle(t, made, release, nothing), opened.trusted, signed, release))
}

func TestSavingFailsOverAnotherAuthority(t *testing.T) {
	dir := t.TempDir()
	ok(t, anAuthority(t).save(dir))
	refused(t, anAuthority(t).save(dir), dir+" already has an authority.key; a new authority needs a new folder")
}

func TestOpeningFailsWithoutAuthority(t *testing.T) {
	_, err := openAuthority("nowhere")
	refused(t, err, "nowhere has no trusted_root.json; `keyless init --dir nowhere` makes one")
}

func TestOpeningFailsWithADamagedKey(t *testing.T) {
	dir := t.TempDir()
	ok(t, anAuthority(t).save(dir))
	ok(t, os.WriteFile(filepath.Join(dir, "tlog.key"), []byte("not a key"), 0o600))
	_, err := openAuthority(dir)
	refused(t, err, `tlog.key holds no PEM block "PRIVATE KEY"`)
}
