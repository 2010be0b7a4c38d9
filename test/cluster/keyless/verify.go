package main

import (
	"encoding/hex"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/sigstore/sigstore-go/pkg/bundle"
	"github.com/sigstore/sigstore-go/pkg/root"
	"github.com/sigstore/sigstore-go/pkg/verify"
)

// verifyBundle asks of a bundle what Flux asks with cosign's options, and exactly this identity.
func verifyBundle(text []byte, trusted root.TrustedMaterial, digest v1.Hash, who identity) error {
	var signed bundle.Bundle
	if err := signed.UnmarshalJSON(text); err != nil {
		return err
	}
	verifier, err := verify.NewVerifier(trusted,
		verify.WithSignedCertificateTimestamps(1), verify.WithTransparencyLog(1), verify.WithIntegratedTimestamps(1))
	if err != nil {
		return err
	}
	expected, err := verify.NewShortCertificateIdentity(who.issuer, "", who.san, "")
	if err != nil {
		return err
	}
	raw, err := hex.DecodeString(digest.Hex)
	if err != nil {
		return err
	}
	policy := verify.NewPolicy(verify.WithArtifactDigest(digest.Algorithm, raw), verify.WithCertificateIdentity(expected))
	_, err = verifier.Verify(&signed, policy)
	return err
}
