package main

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	protobundle "github.com/sigstore/protobuf-specs/gen/pb-go/bundle/v1"
	"google.golang.org/protobuf/encoding/protojson"
)

func TestABundleVerifiesWithItsOwnRoot(t *testing.T) {
	for _, who := range []identity{
		release,
		{issuer: "https://gitlab.com", san: "https://gitlab.com/acme/team/app//.gitlab-ci.yml@refs/tags/v1.0.0"},
		{issuer: "https://accounts.google.com", san: "publisher@acme.iam.gserviceaccount.com"},
	} {
		sigstore := anAuthority(t)
		ok(t, verifyBundle(aBundle(t, sigstore, who, nothing), sigstore.trusted, signed, who))
	}
}

func TestABundleFailsWithAnotherRoot(t *testing.T) {
	bundle := aBundle(t, anAuthority(t), release, nothing)
	refused(t, verifyBundle(bundle, anAuthority(t).trusted, signed, release), "not enough verified log entries from transparency log: 0 < 1")
}

func TestABundleFailsForAnotherDigest(t *testing.T) {
	sigstore := anAuthority(t)
	bundle := aBundle(t, sigstore, release, nothing)
	refused(t, verifyBundle(bundle, sigstore.trusted, other, release), "provided artifact digest does not match any digest in statement")
}

func TestABundleFailsForAnotherIdentity(t *testing.T) {
	sigstore := anAuthority(t)
	bundle := aBundle(t, sigstore, release, nothing)
	stranger := identity{issuer: release.issuer, san: release.san + "-evil"}
	refused(t, verifyBundle(bundle, sigstore.trusted, signed, stranger), `expected SAN value "`+stranger.san+`", got "`+release.san+`"`)
	elsewhere := identity{issuer: release.issuer + ".evil.example", san: release.san}
	refused(t, verifyBundle(bundle, sigstore.trusted, signed, elsewhere), `expected issuer value "`+elsewhere.issuer+`", got "`+release.issuer+`"`)
}

func TestABundleFailsWithoutOneOfItsParts(t *testing.T) {
	reasons := map[part]string{
		inclusionProof: "inclusion proof missing in bundle",
		sct:            "only able to verify 0 SCT entries",
		timestamp:      "threshold not met for verified log entry integrated timestamps: 0 < 1",
	}
	sigstore := anAuthority(t)
	for _, without := range parts {
		t.Run(string(without), func(t *testing.T) {
			refused(t, verifyBundle(aBundle(t, sigstore, release, without), sigstore.trusted, signed, release), reasons[without])
		})
	}
}

func TestABundleFailsWithAnAlteredStatement(t *testing.T) {
	sigstore := anAuthority(t)
	altered := alter(t, aBundle(t, sigstore, release, nothing), func(bundle *protobundle.Bundle) {
		envelope := bundle.GetDsseEnvelope()
		envelope.Payload = []byte(strings.ReplaceAll(string(envelope.Payload), signed.Hex, other.Hex))
	})
	refused(t, verifyBundle(altered, sigstore.trusted, other, release), "does not match envelope payload hash")
}

func TestABundleFailsWithTheCertificateOfAnother(t *testing.T) {
	sigstore := anAuthority(t)
	stranger := identity{issuer: release.issuer, san: "https://github.com/mallory/app/.github/workflows/release.yml@refs/heads/main"}
	theirs := parsed(t, aBundle(t, sigstore, release, nothing)).GetVerificationMaterial().GetCertificate()
	altered := alter(t, aBundle(t, sigstore, stranger, nothing), func(bundle *protobundle.Bundle) {
		bundle.GetVerificationMaterial().GetCertificate().RawBytes = theirs.GetRawBytes()
	})
	refused(t, verifyBundle(altered, sigstore.trusted, signed, release), "transparency log certificate does not match")
}

func TestAnOldBundleStillVerifies(t *testing.T) {
	then := time.Now().AddDate(-authorityYears+1, 0, 0)
	sigstore, err := newAuthority(then)
	ok(t, err)
	bundle, err := sigstore.sign(signed, release, nothing, then.Add(time.Hour))
	ok(t, err)
	ok(t, verifyBundle(bundle, sigstore.trusted, signed, release))
}

func TestNobodySignsAfterTheAuthorityHasExpired(t *testing.T) {
	sigstore, err := newAuthority(time.Now().AddDate(-authorityYears, 0, -1))
	ok(t, err)
	_, err = sigstore.signChecked(signed, release, nothing, time.Now())
	refused(t, err, "the new bundle doesn't verify: failed to verify leaf certificate")
}

func TestTheStatementIsThatOfCosign(t *testing.T) {
	envelope := parsed(t, aBundle(t, anAuthority(t), release, nothing)).GetDsseEnvelope()
	same(t, "payload type", envelope.GetPayloadType(), "application/vnd.in-toto+json")
	same(t, "payload", string(envelope.GetPayload()), `{"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":"`+signed.Hex+
		`"}}],"predicateType":"https://sigstore.dev/cosign/sign/v1","predicate":{}}`)
}

func TestTheEntryIsOfRekorsFirstVersion(t *testing.T) {
	entry := parsed(t, aBundle(t, anAuthority(t), release, nothing)).GetVerificationMaterial().GetTlogEntries()[0]
	same(t, "kind", entry.GetKindVersion().GetKind(), "dsse")
	same(t, "version", entry.GetKindVersion().GetVersion(), "0.0.1")
	same(t, "body", strings.HasPrefix(string(entry.GetCanonicalizedBody()), `{"apiVersion":"0.0.1","kind":"dsse","spec":{"envelopeHash":`), true)
	same(t, "tree size", entry.GetInclusionProof().GetTreeSize(), 1)
	lines := strings.Split(entry.GetInclusionProof().GetCheckpoint().GetEnvelope(), "\n")
	same(t, "checkpoint's origin", lines[0], "tlog.invalid - 1")
	same(t, "checkpoint's root", lines[2], base64.StdEncoding.EncodeToString(entry.GetInclusionProof().GetRootHash()))
}

func parsed(t *testing.T, text []byte) *protobundle.Bundle {
	t.Helper()
	var bundle protobundle.Bundle
	ok(t, protojson.Unmarshal(text, &bundle))
	return &bundle
}

func alter(t *testing.T, text []byte, change func(*protobundle.Bundle)) []byte {
	t.Helper()
	bundle := parsed(t, text)
	change(bundle)
	altered, err := protojson.Marshal(bundle)
	ok(t, err)
	return altered
}
