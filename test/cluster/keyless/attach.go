package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/remote/transport"
	"github.com/google/go-containerregistry/pkg/v1/static"
	"github.com/google/go-containerregistry/pkg/v1/types"
	"github.com/opencontainers/go-digest"
	"github.com/opencontainers/image-spec/specs-go"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
)

// parseArtifact refuses what isn't a test's registry: nobody else's shall ever hold our signatures.
func parseArtifact(ref string) (name.Digest, error) {
	artifact, err := name.NewDigest(ref, name.StrictValidation)
	if err != nil {
		return name.Digest{}, fmt.Errorf("--ref must look like localhost:5000/repo@sha256:…: %w", err)
	}
	if artifact.Registry.Scheme() != "http" {
		return name.Digest{}, fmt.Errorf("--ref must name a plain HTTP registry such as localhost:5000, got %s", artifact.RegistryStr())
	}
	return artifact, nil
}

// attach stores a bundle beside the artifact, as cosign 3 does. Where the registry has no referrers API, the artifact's fallback tag
// lists the bundle; two that attach to one artifact at the same time may then lose one of the two.
func attach(ctx context.Context, artifact name.Digest, bundle []byte) (name.Digest, error) {
	options := []remote.Option{remote.WithContext(ctx)}
	found, err := remote.Head(artifact, options...)
	if err != nil {
		return name.Digest{}, notFound(err, artifact)
	}
	empty := static.NewLayer(ocispec.DescriptorEmptyJSON.Data, ocispec.MediaTypeEmptyJSON)
	for _, blob := range []v1.Layer{empty, static.NewLayer(bundle, bundleMediaType)} {
		if err := remote.WriteLayer(artifact.Repository, blob, options...); err != nil {
			return name.Digest{}, err
		}
	}
	manifest, err := newReferrer(found, bundle)
	if err != nil {
		return name.Digest{}, err
	}
	referrer := artifact.Repository.Digest(digest.FromBytes(manifest).String())
	return referrer, remote.Put(referrer, manifest, options...)
}

func newReferrer(artifact *v1.Descriptor, bundle []byte) (rawManifest, error) {
	return json.Marshal(ocispec.Manifest{
		Versioned:    specs.Versioned{SchemaVersion: 2},
		MediaType:    ocispec.MediaTypeImageManifest,
		ArtifactType: bundleMediaType,
		Config:       ocispec.DescriptorEmptyJSON,
		Layers:       []ocispec.Descriptor{{MediaType: bundleMediaType, Digest: digest.FromBytes(bundle), Size: int64(len(bundle))}},
		Subject: &ocispec.Descriptor{
			MediaType: string(artifact.MediaType),
			Digest:    digest.Digest(artifact.Digest.String()),
			Size:      artifact.Size,
		},
		Annotations: map[string]string{
			"dev.sigstore.bundle.content":       "dsse-envelope",
			"dev.sigstore.bundle.predicateType": predicateType,
		},
	})
}

// rawManifest is pushed byte for byte.
type rawManifest []byte

func (m rawManifest) RawManifest() ([]byte, error)        { return m, nil }
func (m rawManifest) MediaType() (types.MediaType, error) { return types.OCIManifestSchema1, nil }

func notFound(err error, artifact name.Digest) error {
	var answer *transport.Error
	if errors.As(err, &answer) && answer.StatusCode == http.StatusNotFound {
		return fmt.Errorf("%s has no artifact %s", artifact.Repository, artifact.DigestStr())
	}
	return err
}
