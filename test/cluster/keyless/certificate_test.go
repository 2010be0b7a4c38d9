package main

import (
	"crypto/x509"
	"testing"
	"time"

	fulcio "github.com/sigstore/sigstore-go/pkg/fulcio/certificate"
)

func TestACertificateSaysWhoSignedAndNothingElse(t *testing.T) {
	certificate := issued(t, release, nothing)
	same(t, "subject", certificate.Subject.String(), "")
	same(t, "number of URIs", len(certificate.URIs), 1)
	same(t, "URI", certificate.URIs[0].String(), release.san)
	same(t, "number of e-mail addresses", len(certificate.EmailAddresses), 0)
	same(t, "number of usages", len(certificate.ExtKeyUsage), 1)
	same(t, "usage", certificate.ExtKeyUsage[0], x509.ExtKeyUsageCodeSigning)
	same(t, "life", certificate.NotAfter.Sub(certificate.NotBefore), 10*time.Minute)
	same(t, "issuer", extension(certificate, fulcio.OIDIssuer.String()), release.issuer)
	same(t, "issuer, version 2", extension(certificate, fulcio.OIDIssuerV2.String()), "\x0c\x2b"+release.issuer)
}

func TestACertificateNamesAnEmailAddress(t *testing.T) {
	certificate := issued(t, identity{issuer: "https://accounts.google.com", san: "jane@acme.example"}, nothing)
	same(t, "number of URIs", len(certificate.URIs), 0)
	same(t, "number of e-mail addresses", len(certificate.EmailAddresses), 1)
	same(t, "e-mail address", certificate.EmailAddresses[0], "jane@acme.example")
}

func TestTheLogsPromiseIsTheLastExtension(t *testing.T) {
	const embeddedPromises = "1.3.6.1.4.1.11129.2.4.2"
	extensions := issued(t, release, nothing).Extensions
	same(t, "last extension", extensions[len(extensions)-1].Id.String(), embeddedPromises)
	same(t, "promise of an unlogged one", extension(issued(t, release, sct), embeddedPromises), "")
}

func TestACertificateFailsForASignerThatItCannotName(t *testing.T) {
	for san, reason := range map[string]string{
		"acme/app":                     `the SAN "acme/app" is neither an https:// URL nor an e-mail address`,
		"Jane <jane@acme.example>":     `the SAN "Jane <jane@acme.example>" is neither an https:// URL nor an e-mail address`,
		"https://github.com/acme/ä pp": `the SAN "https://github.com/acme/ä pp" would stand in the certificate as "https://github.com/acme/%C3%A4%20pp"`,
		"https://github.com:acme/app":  `the SAN is no URL: parse "https://github.com:acme/app": invalid port ":acme" after host`,
	} {
		_, err := anAuthority(t).sign(signed, identity{issuer: release.issuer, san: san}, nothing, time.Now())
		refused(t, err, reason)
	}
}

func issued(t *testing.T, who identity, without part) *x509.Certificate {
	t.Helper()
	key, err := newKey()
	ok(t, err)
	certificate, err := anAuthority(t).issue(key.Public(), who, without, time.Now())
	ok(t, err)
	return certificate
}

func extension(certificate *x509.Certificate, id string) string {
	for _, found := range certificate.Extensions {
		if found.Id.String() == id {
			return string(found.Value)
		}
	}
	return ""
}
