package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
)

func TestSignAttachesABundleThatVerifies(t *testing.T) {
	dir, artifact := initialized(t), aRegistry(t, false)
	referrer := succeeds(t, signing(dir, artifact)...)
	ok(t, verifyBundle(bundleIn(t, referrer), opened(t, dir).trusted, hashOf(t, artifact), release))
}

func TestSignWritesTheBundleThatItAttaches(t *testing.T) {
	dir, artifact, file := initialized(t), aRegistry(t, true), filepath.Join(t.TempDir(), "bundle.json")
	referrer := succeeds(t, signing(dir, artifact, "--bundle", file)...)
	same(t, "bundle", string(fileAt(t, file)), string(bundleIn(t, referrer)))
}

func TestSignAttachesNothingIfToldSo(t *testing.T) {
	dir, artifact, file := initialized(t), aRegistry(t, true), filepath.Join(t.TempDir(), "bundle.json")
	same(t, "output", succeeds(t, signing(dir, artifact, "--bundle", file, "--no-push")...), "")
	same(t, "number of referrers", len(referrersOf(t, artifact)), 0)
	ok(t, verifyBundle(fileAt(t, file), opened(t, dir).trusted, hashOf(t, artifact), release))
}

func TestSignAttachesBrokenBundles(t *testing.T) {
	for _, without := range parts {
		dir, artifact := initialized(t), aRegistry(t, true)
		referrer := succeeds(t, signing(dir, artifact, "--without", string(without))...)
		if verifyBundle(bundleIn(t, referrer), opened(t, dir).trusted, hashOf(t, artifact), release) == nil {
			t.Errorf("a bundle without %s verifies", without)
		}
	}
}

func TestAttachReplaysABundleOnAnotherArtifact(t *testing.T) {
	dir, artifact, file := initialized(t), aRegistry(t, true), filepath.Join(t.TempDir(), "bundle.json")
	succeeds(t, signing(dir, artifact, "--bundle", file, "--no-push")...)
	second := anImage(t, artifact.Repository)
	referrer := succeeds(t, "attach", "--ref", second.Name(), "--bundle", file)
	same(t, "bundle", string(bundleIn(t, referrer)), string(fileAt(t, file)))
	refused(t, verifyBundle(bundleIn(t, referrer), opened(t, dir).trusted, hashOf(t, second), release), "provided artifact digest does not match")
}

func TestCommandsFailWithOneSentence(t *testing.T) {
	dir, artifact := initialized(t), aRegistry(t, true)
	absent := artifact.Repository.Digest(other.String())
	noBundle := filepath.Join(t.TempDir(), "bundle.json")
	ok(t, os.WriteFile(noBundle, []byte(`{"mediaType":"text/plain"}`), 0o644))
	for _, call := range []struct {
		arguments []string
		problem   string
	}{
		{[]string{"init", "--dir", dir}, "keyless: " + dir + " already has an authority.key; a new authority needs a new folder\n"},
		{signing("nowhere", artifact), "keyless: nowhere has no trusted_root.json; `keyless init --dir nowhere` makes one\n"},
		{signing(dir, absent), "keyless: " + absent.Repository.Name() + " has no artifact " + other.String() + "\n"},
		{
			[]string{"attach", "--ref", artifact.Name(), "--bundle", noBundle},
			"keyless: " + noBundle + " is no Sigstore bundle of the media type application/vnd.dev.sigstore.bundle.v0.3+json\n",
		},
		{[]string{"attach", "--ref", artifact.Name(), "--bundle", "nowhere"}, "keyless: can't read the bundle: open nowhere: no such file or directory\n"},
	} {
		code, out, problem := called(call.arguments...)
		same(t, "exit code", code, 1)
		same(t, "output", out, "")
		same(t, "problem", problem, call.problem)
	}
}

func TestWrongCallsShowTheUsage(t *testing.T) {
	for call, problem := range map[string]string{
		"":                    "a command is missing",
		"verify":              `there is no command "verify"`,
		"init":                "init needs --dir",
		"init --dir d more":   `init takes flags only, got "more"`,
		"init --dri d":        "init: flag provided but not defined: -dri",
		"sign --dir d":        "sign needs --ref, --issuer, --san",
		"attach --bundle b":   "attach needs --ref",
		"sign --without hope": `sign: invalid value "hope" for flag -without: it can be one of inclusion-proof, sct, timestamp`,
		"sign --dir d --ref r --issuer i --san s --no-push": "sign --no-push needs --bundle, or the bundle goes nowhere",
	} {
		code, out, text := called(strings.Fields(call)...)
		same(t, "exit code", code, 2)
		same(t, "output", out, "")
		same(t, "problem", text, "keyless: "+problem+"\n"+usage)
	}
}

func TestHelpIsNoProblem(t *testing.T) {
	for _, call := range []string{"help", "--help", "sign --help"} {
		code, out, problem := called(strings.Fields(call)...)
		same(t, "exit code", code, 0)
		same(t, "output", out, usage)
		same(t, "problem", problem, "")
	}
}

func initialized(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	same(t, "output", succeeds(t, "init", "--dir", dir), filepath.Join(dir, "trusted_root.json"))
	return dir
}

func signing(dir string, artifact name.Digest, more ...string) []string {
	return append([]string{"sign", "--dir", dir, "--ref", artifact.Name(), "--issuer", release.issuer, "--san", release.san}, more...)
}

func succeeds(t *testing.T, arguments ...string) string {
	t.Helper()
	code, out, problem := called(arguments...)
	if code != 0 {
		t.Fatal(problem)
	}
	return strings.TrimSuffix(out, "\n")
}

func called(arguments ...string) (code int, out, problem string) {
	var stdout, stderr bytes.Buffer
	code = run(arguments, &stdout, &stderr)
	return code, stdout.String(), stderr.String()
}

func opened(t *testing.T, dir string) *authority {
	t.Helper()
	found, err := openAuthority(dir)
	ok(t, err)
	return found
}

func bundleIn(t *testing.T, referrer string) []byte {
	t.Helper()
	ref, err := name.NewDigest(referrer)
	ok(t, err)
	answer, err := remote.Get(ref)
	ok(t, err)
	var manifest ocispec.Manifest
	ok(t, json.Unmarshal(answer.Manifest, &manifest))
	return []byte(blob(t, ref.Digest(manifest.Layers[0].Digest.String())))
}

func hashOf(t *testing.T, artifact name.Digest) v1.Hash {
	t.Helper()
	hash, err := v1.NewHash(artifact.DigestStr())
	ok(t, err)
	return hash
}

func fileAt(t *testing.T, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	ok(t, err)
	return content
}
