package main

import (
	"crypto"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"net/mail"
	"net/url"
	"strings"
	"time"

	ct "github.com/google/certificate-transparency-go"
	"github.com/google/certificate-transparency-go/tls"
	ctx509 "github.com/google/certificate-transparency-go/x509"
	"github.com/google/certificate-transparency-go/x509util"
	fulcio "github.com/sigstore/sigstore-go/pkg/fulcio/certificate"
)

const certificateLife = 10 * time.Minute

// identity is what OIDC says of a signer and all that Flux can match of it.
type identity struct {
	issuer string
	san    string
}

// issue makes the short-lived certificate of one signature, as Fulcio would after a look at the signer's OIDC token.
func (a *authority) issue(public crypto.PublicKey, who identity, without part, now time.Time) (*x509.Certificate, error) {
	template, err := leafTemplate(who, now)
	if err != nil {
		return nil, err
	}
	if without != sct {
		// The log signs the certificate as it is before its own promise is added, so that must be the last extension.
		unlogged, err := certify(template, a.certificate, public, a.issuer)
		if err != nil {
			return nil, err
		}
		promise, err := a.signedCertificateTimestamp(unlogged, now)
		if err != nil {
			return nil, err
		}
		template.ExtraExtensions = append(template.ExtraExtensions, promise)
	}
	return certify(template, a.certificate, public, a.issuer)
}

func leafTemplate(who identity, now time.Time) (*x509.Certificate, error) {
	serial, err := newSerial()
	if err != nil {
		return nil, err
	}
	issuer, err := asn1.MarshalWithParams(who.issuer, "utf8")
	if err != nil {
		return nil, fmt.Errorf("the issuer %q doesn't fit into a certificate: %w", who.issuer, err)
	}
	template := &x509.Certificate{
		SerialNumber: serial,
		NotBefore:    now,
		NotAfter:     now.Add(certificateLife),
		KeyUsage:     x509.KeyUsageDigitalSignature,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageCodeSigning},
		ExtraExtensions: []pkix.Extension{
			{Id: fulcio.OIDIssuer, Value: []byte(who.issuer)}, // not DER: Fulcio's old mistake, still written
			{Id: fulcio.OIDIssuerV2, Value: issuer},
		},
	}
	return template, nameSigner(template, who.san)
}

func nameSigner(template *x509.Certificate, san string) error {
	if strings.HasPrefix(san, "https://") {
		uri, err := url.Parse(san)
		if err != nil {
			return fmt.Errorf("the SAN is no URL: %w", err)
		}
		if uri.String() != san {
			return fmt.Errorf("the SAN %q would stand in the certificate as %q", san, uri)
		}
		template.URIs = []*url.URL{uri}
		return nil
	}
	if address, err := mail.ParseAddress(san); err != nil || address.Address != san {
		return fmt.Errorf("the SAN %q is neither an https:// URL nor an e-mail address", san)
	}
	template.EmailAddresses = []string{san}
	return nil
}

// signedCertificateTimestamp is the certificate log's promise to publish the certificate.
func (a *authority) signedCertificateTimestamp(unlogged *x509.Certificate, now time.Time) (pkix.Extension, error) {
	id, err := keyID(a.ctLog.Public())
	if err != nil {
		return pkix.Extension{}, err
	}
	promise := ct.SignedCertificateTimestamp{SCTVersion: ct.V1, LogID: ct.LogID{KeyID: id}, Timestamp: uint64(now.UnixMilli())}
	message, err := ct.SerializeSCTSignatureInput(promise, a.precertificateEntry(unlogged, promise.Timestamp))
	if err != nil {
		return pkix.Extension{}, err
	}
	signature, err := sign(a.ctLog, message)
	if err != nil {
		return pkix.Extension{}, err
	}
	promise.Signature = ct.DigitallySigned{
		Algorithm: tls.SignatureAndHashAlgorithm{Hash: tls.SHA256, Signature: tls.ECDSA},
		Signature: signature,
	}
	return embedded(&promise)
}

func (a *authority) precertificateEntry(unlogged *x509.Certificate, milliseconds uint64) ct.LogEntry {
	return ct.LogEntry{Leaf: ct.MerkleTreeLeaf{
		Version:  ct.V1,
		LeafType: ct.TimestampedEntryLeafType,
		TimestampedEntry: &ct.TimestampedEntry{
			Timestamp: milliseconds,
			EntryType: ct.PrecertLogEntryType,
			PrecertEntry: &ct.PreCert{
				IssuerKeyHash:  sha256.Sum256(a.certificate.RawSubjectPublicKeyInfo),
				TBSCertificate: unlogged.RawTBSCertificate,
			},
		},
	}}
}

func embedded(promise *ct.SignedCertificateTimestamp) (pkix.Extension, error) {
	list, err := x509util.MarshalSCTsIntoSCTList([]*ct.SignedCertificateTimestamp{promise})
	if err != nil {
		return pkix.Extension{}, err
	}
	encoded, err := tls.Marshal(*list)
	if err != nil {
		return pkix.Extension{}, err
	}
	value, err := asn1.Marshal(encoded)
	return pkix.Extension{Id: asn1.ObjectIdentifier(ctx509.OIDExtensionCTSCT), Value: value}, err
}
