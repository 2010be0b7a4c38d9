package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
)

func TestABundleIsFoundBesideItsArtifact(t *testing.T) {
	for _, referrersAPI := range []bool{true, false} {
		t.Run(fmt.Sprintf("referrers API %v", referrersAPI), func(t *testing.T) {
			artifact := aRegistry(t, referrersAPI)
			attached(t, artifact, []byte("first"))
			attached(t, artifact, []byte("second"))
			attached(t, artifact, []byte("second"))
			same(t, "number of referrers", len(referrersOf(t, artifact)), 2)
		})
	}
}

func TestTheFallbackTagIsOnlyForRegistriesWithoutReferrersAPI(t *testing.T) {
	for _, referrersAPI := range []bool{true, false} {
		artifact := aRegistry(t, referrersAPI)
		attached(t, artifact, []byte("bundle"))
		_, err := remote.Head(artifact.Tag(strings.Replace(artifact.DigestStr(), ":", "-", 1)))
		same(t, "tagged", err == nil, !referrersAPI)
	}
}

func TestTheFallbackTagSaysThatItListsABundle(t *testing.T) {
	artifact := aRegistry(t, false)
	referrer := attached(t, artifact, []byte("bundle"))
	found := referrersOf(t, artifact)[0]
	same(t, "digest", found.Digest.String(), referrer.DigestStr())
	same(t, "media type", found.MediaType, "application/vnd.oci.image.manifest.v1+json")
	same(t, "artifact type", found.ArtifactType, "application/vnd.dev.sigstore.bundle.v0.3+json")
}

func TestAReferrerIsWhatCosignWrites(t *testing.T) {
	artifact := aRegistry(t, true)
	referrer := attached(t, artifact, []byte("bundle"))
	answer, err := remote.Get(referrer)
	ok(t, err)
	var manifest ocispec.Manifest
	ok(t, json.Unmarshal(answer.Manifest, &manifest))
	same(t, "media type", manifest.MediaType, "application/vnd.oci.image.manifest.v1+json")
	same(t, "artifact type", manifest.ArtifactType, "application/vnd.dev.sigstore.bundle.v0.3+json")
	same(t, "config", manifest.Config.MediaType, "application/vnd.oci.empty.v1+json")
	same(t, "subject", manifest.Subject.Digest.String(), artifact.DigestStr())
	same(t, "number of layers", len(manifest.Layers), 1)
	same(t, "layer", manifest.Layers[0].MediaType, "application/vnd.dev.sigstore.bundle.v0.3+json")
	same(t, "annotations", fmt.Sprint(manifest.Annotations),
		"map[dev.sigstore.bundle.content:dsse-envelope dev.sigstore.bundle.predicateType:https://sigstore.dev/cosign/sign/v1]")
	same(t, "content", blob(t, artifact.Digest(manifest.Layers[0].Digest.String())), "bundle")
	same(t, "config's content", blob(t, artifact.Digest(manifest.Config.Digest.String())), "{}")
}

func TestAttachingFailsWithoutTheArtifact(t *testing.T) {
	absent := aRegistry(t, true).Repository.Digest(other.String())
	_, err := attach(context.Background(), absent, []byte("bundle"))
	refused(t, err, "/acme/app has no artifact "+other.String())
}

func TestAnArtifactIsADigestInAPlainRegistry(t *testing.T) {
	parsed, err := parseArtifact("localhost:5000/acme/app@" + signed.String())
	ok(t, err)
	same(t, "digest", parsed.DigestStr(), signed.String())
	for ref, reason := range map[string]string{
		"localhost:5000/acme/app:latest":              "--ref must look like localhost:5000/repo@sha256:…",
		"localhost:5000/acme/app@sha256:ab":           "--ref must look like localhost:5000/repo@sha256:…",
		"acme/app@" + signed.String():                 "--ref must look like localhost:5000/repo@sha256:…",
		"ghcr.io/acme/app@" + signed.String():         "--ref must name a plain HTTP registry such as localhost:5000, got ghcr.io",
		"registry.example/acme/app@" + other.String(): "--ref must name a plain HTTP registry such as localhost:5000, got registry.example",
	} {
		_, err := parseArtifact(ref)
		refused(t, err, reason)
	}
}

func attached(t *testing.T, artifact name.Digest, bundle []byte) name.Digest {
	t.Helper()
	referrer, err := attach(context.Background(), artifact, bundle)
	ok(t, err)
	return referrer
}

func referrersOf(t *testing.T, artifact name.Digest) []v1.Descriptor {
	t.Helper()
	index, err := remote.Referrers(artifact)
	ok(t, err)
	manifest, err := index.IndexManifest()
	ok(t, err)
	return manifest.Manifests
}

func blob(t *testing.T, ref name.Digest) string {
	t.Helper()
	layer, err := remote.Layer(ref)
	ok(t, err)
	content, err := layer.Compressed()
	ok(t, err)
	defer content.Close()
	text, err := io.ReadAll(content)
	ok(t, err)
	return string(text)
}
