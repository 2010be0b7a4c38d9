package main

import (
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"os"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/secure-systems-lab/go-securesystemslib/dsse"
	protobundle "github.com/sigstore/protobuf-specs/gen/pb-go/bundle/v1"
	common "github.com/sigstore/protobuf-specs/gen/pb-go/common/v1"
	protodsse "github.com/sigstore/protobuf-specs/gen/pb-go/dsse"
	rekor "github.com/sigstore/protobuf-specs/gen/pb-go/rekor/v1"
	"google.golang.org/protobuf/encoding/protojson"
)

const bundleMediaType = "application/vnd.dev.sigstore.bundle.v0.3+json"

// sign returns a bundle in which the identity vouches for the digest, less the part to leave out.
func (a *authority) sign(digest v1.Hash, who identity, without part, now time.Time) ([]byte, error) {
	now = now.UTC().Truncate(time.Second)
	key, err := newKey()
	if err != nil {
		return nil, err
	}
	certificate, err := a.issue(key.Public(), who, without, now)
	if err != nil {
		return nil, err
	}
	envelope, err := signStatement(digest, key)
	if err != nil {
		return nil, err
	}
	entry, err := a.record(envelope, certificate, now)
	if err != nil {
		return nil, err
	}
	switch without {
	case inclusionProof:
		entry.InclusionProof = nil
	case timestamp:
		entry.InclusionPromise = nil
	}
	return assemble(certificate, envelope, entry)
}

// signChecked also asks sigstore-go: a whole bundle must verify, also before a broken one is made, so that nothing but the
// missing part can be the reason why that one doesn't.
func (a *authority) signChecked(digest v1.Hash, who identity, without part, now time.Time) ([]byte, error) {
	whole, err := a.sign(digest, who, nothing, now)
	if err != nil {
		return nil, err
	}
	if err := verifyBundle(whole, a.trusted, digest, who); err != nil {
		return nil, fmt.Errorf("the new bundle doesn't verify: %w", err)
	}
	if without == nothing {
		return whole, nil
	}
	broken, err := a.sign(digest, who, without, now)
	if err != nil {
		return nil, err
	}
	if verifyBundle(broken, a.trusted, digest, who) == nil {
		return nil, fmt.Errorf("the new bundle verifies even without %s", without)
	}
	return broken, nil
}

func assemble(certificate *x509.Certificate, envelope *dsse.Envelope, entry *rekor.TransparencyLogEntry) ([]byte, error) {
	content, err := protoEnvelope(envelope)
	if err != nil {
		return nil, err
	}
	return protojson.Marshal(&protobundle.Bundle{
		MediaType: bundleMediaType,
		VerificationMaterial: &protobundle.VerificationMaterial{
			Content:     &protobundle.VerificationMaterial_Certificate{Certificate: &common.X509Certificate{RawBytes: certificate.Raw}},
			TlogEntries: []*rekor.TransparencyLogEntry{entry},
		},
		Content: &protobundle.Bundle_DsseEnvelope{DsseEnvelope: content},
	})
}

func protoEnvelope(envelope *dsse.Envelope) (*protodsse.Envelope, error) {
	payload, err := envelope.DecodeB64Payload()
	if err != nil {
		return nil, err
	}
	signature, err := base64.StdEncoding.DecodeString(envelope.Signatures[0].Sig)
	if err != nil {
		return nil, err
	}
	return &protodsse.Envelope{
		PayloadType: envelope.PayloadType,
		Payload:     payload,
		Signatures:  []*protodsse.Signature{{Sig: signature}},
	}, nil
}

// readBundle accepts broken bundles too, as long as they are bundles.
func readBundle(path string) ([]byte, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("can't read the bundle: %w", err)
	}
	var bundle protobundle.Bundle
	if err := protojson.Unmarshal(text, &bundle); err != nil || bundle.GetMediaType() != bundleMediaType {
		return nil, fmt.Errorf("%s is no Sigstore bundle of the media type %s", path, bundleMediaType)
	}
	return text, nil
}
