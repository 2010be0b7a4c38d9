package main

import (
	"io"
	"log"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/registry"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/random"
	"github.com/google/go-containerregistry/pkg/v1/remote"
)

var (
	release = identity{
		issuer: "https://token.actions.githubusercontent.com",
		san:    "https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main",
	}
	signed = v1.Hash{Algorithm: "sha256", Hex: strings.Repeat("ab", 32)}
	other  = v1.Hash{Algorithm: "sha256", Hex: strings.Repeat("cd", 32)}
)

func anAuthority(t *testing.T) *authority {
	t.Helper()
	made, err := newAuthority(time.Now())
	ok(t, err)
	return made
}

func aBundle(t *testing.T, by *authority, who identity, without part) []byte {
	t.Helper()
	bundle, err := by.sign(signed, who, without, time.Now())
	ok(t, err)
	return bundle
}

// aRegistry holds an image and returns its reference.
func aRegistry(t *testing.T, referrersAPI bool) name.Digest {
	t.Helper()
	server := httptest.NewServer(registry.New(registry.WithReferrersSupport(referrersAPI), registry.Logger(log.New(io.Discard, "", 0))))
	t.Cleanup(server.Close)
	repository, err := name.NewRepository(strings.TrimPrefix(server.URL, "http://") + "/acme/app")
	ok(t, err)
	return anImage(t, repository)
}

func anImage(t *testing.T, repository name.Repository) name.Digest {
	t.Helper()
	image, err := random.Image(64, 1)
	ok(t, err)
	digest, err := image.Digest()
	ok(t, err)
	ref := repository.Digest(digest.String())
	ok(t, remote.Write(ref, image))
	return ref
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func refused(t *testing.T, err error, reason string) {
	t.Helper()
	if err == nil {
		t.Fatalf("accepted, expected %q", reason)
	}
	if !strings.Contains(err.Error(), reason) {
		t.Fatalf("got %q, expected %q", err, reason)
	}
}

func same[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, expected %v", what, got, want)
	}
}
