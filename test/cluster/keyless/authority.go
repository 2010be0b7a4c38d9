package main

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"time"

	"github.com/sigstore/sigstore-go/pkg/root"
)

// Nobody asks these hosts. The transparency log's must parse as a URL, and .invalid makes sure that a question would fail.
const (
	authorityHost = "authority.invalid"
	ctLogHost     = "ctlog.invalid"
	tlogHost      = "tlog.invalid"
)

const (
	authorityYears = 10
	serialBits     = 120
)

// authority is all that signs besides the signer: the issuer of certificates and the two logs.
type authority struct {
	issuer      *ecdsa.PrivateKey
	ctLog       *ecdsa.PrivateKey
	tlog        *ecdsa.PrivateKey
	certificate *x509.Certificate
	trusted     *root.TrustedRoot
}

func newAuthority(now time.Time) (*authority, error) {
	a := &authority{}
	for _, key := range a.keys() {
		generated, err := newKey()
		if err != nil {
			return nil, err
		}
		*key.slot = generated
	}
	start := now.UTC().Truncate(time.Second)
	var err error
	if a.certificate, err = selfSigned(a.issuer, start); err != nil {
		return nil, err
	}
	if a.trusted, err = a.trustedRoot(start); err != nil {
		return nil, err
	}
	return a, nil
}

func openAuthority(dir string) (*authority, error) {
	a := &authority{}
	trusted, err := root.NewTrustedRootFromPath(trustedRootFile(dir))
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%s has no trusted_root.json; `keyless init --dir %s` makes one", dir, dir)
	} else if err != nil {
		return nil, fmt.Errorf("%s: %w", trustedRootFile(dir), err)
	}
	a.trusted = trusted
	if a.certificate, err = certificateIn(trusted); err != nil {
		return nil, fmt.Errorf("%s: %w", trustedRootFile(dir), err)
	}
	for _, key := range a.keys() {
		if *key.slot, err = readKey(filepath.Join(dir, key.file)); err != nil {
			return nil, err
		}
	}
	return a, nil
}

func (a *authority) save(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for _, key := range a.keys() {
		err := writeKey(filepath.Join(dir, key.file), *key.slot)
		if errors.Is(err, os.ErrExist) {
			return fmt.Errorf("%s already has an %s; a new authority needs a new folder", dir, key.file)
		} else if err != nil {
			return err
		}
	}
	text, err := a.trusted.MarshalJSON()
	if err != nil {
		return err
	}
	return writeNew(trustedRootFile(dir), text, 0o644)
}

type keySlot struct {
	file string
	slot **ecdsa.PrivateKey
}

func (a *authority) keys() []keySlot {
	return []keySlot{{"authority.key", &a.issuer}, {"ctlog.key", &a.ctLog}, {"tlog.key", &a.tlog}}
}

// trustedRoot is what a verifier has to know, and the key that Flux expects in the Secret is its file's name.
func (a *authority) trustedRoot(start time.Time) (*root.TrustedRoot, error) {
	ctLogs, err := trustedLog(ctLogHost, a.ctLog, start)
	if err != nil {
		return nil, err
	}
	tlogs, err := trustedLog(tlogHost, a.tlog, start)
	if err != nil {
		return nil, err
	}
	authorities := []root.CertificateAuthority{
		&root.FulcioCertificateAuthority{Root: a.certificate, ValidityPeriodStart: start, URI: "https://" + authorityHost},
	}
	return root.NewTrustedRoot(root.TrustedRootMediaType01, authorities, ctLogs, nil, tlogs)
}

func trustedRootFile(dir string) string {
	return filepath.Join(dir, "trusted_root.json")
}

func trustedLog(host string, key *ecdsa.PrivateKey, start time.Time) (map[string]*root.TransparencyLog, error) {
	id, err := keyID(key.Public())
	if err != nil {
		return nil, err
	}
	return map[string]*root.TransparencyLog{hex.EncodeToString(id[:]): {
		BaseURL:             "https://" + host,
		ID:                  id[:],
		ValidityPeriodStart: start,
		HashFunc:            crypto.SHA256,
		SignatureHashFunc:   crypto.SHA256,
		PublicKey:           key.Public(),
	}}, nil
}

func certificateIn(trusted *root.TrustedRoot) (*x509.Certificate, error) {
	authorities := trusted.FulcioCertificateAuthorities()
	if len(authorities) == 1 {
		if ours, ok := authorities[0].(*root.FulcioCertificateAuthority); ok {
			return ours.Root, nil
		}
	}
	return nil, fmt.Errorf("it names %d certificate authorities, not the one of `keyless init`", len(authorities))
}

func selfSigned(key *ecdsa.PrivateKey, start time.Time) (*x509.Certificate, error) {
	serial, err := newSerial()
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber:          serial,
		Subject:               pkix.Name{CommonName: authorityHost},
		NotBefore:             start,
		NotAfter:              start.AddDate(authorityYears, 0, 0),
		KeyUsage:              x509.KeyUsageCertSign,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageCodeSigning},
		BasicConstraintsValid: true,
		IsCA:                  true,
		MaxPathLenZero:        true,
	}
	return certify(template, template, key.Public(), key)
}

func certify(template, parent *x509.Certificate, public crypto.PublicKey, key *ecdsa.PrivateKey) (*x509.Certificate, error) {
	der, err := x509.CreateCertificate(rand.Reader, template, parent, public, key)
	if err != nil {
		return nil, err
	}
	return x509.ParseCertificate(der)
}

func newSerial() (*big.Int, error) {
	return rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), serialBits))
}
