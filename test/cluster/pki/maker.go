package main

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/crypto/bcrypt"
)

type maker struct {
	dir   string
	until time.Time
}

type pair struct {
	certificate *x509.Certificate
	key         crypto.Signer
}

func (m maker) registry(password string) error {
	ca, err := m.certify("ca", authority(x509.KeyUsageCertSign), nil)
	if err != nil {
		return err
	}
	server := named("registry", x509.KeyUsageDigitalSignature, x509.ExtKeyUsageServerAuth)
	server.DNSNames, server.IPAddresses = []string{"localhost"}, []net.IP{net.IPv4(127, 0, 0, 1), net.IPv4zero}
	if _, err := m.certify("server", server, ca); err != nil {
		return err
	}
	if _, err := m.certify("client", named("client", x509.KeyUsageDigitalSignature, x509.ExtKeyUsageClientAuth), ca); err != nil {
		return err
	}
	hash, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.MinCost)
	if err != nil {
		return err
	}
	return m.write("htpasswd", fmt.Appendf(nil, "robot:%s\n", hash))
}

func (m maker) signer(withUsage bool) error {
	var usage x509.KeyUsage
	if withUsage {
		usage = x509.KeyUsageCertSign
	}
	ca, err := m.certify("ca", authority(usage), nil)
	if err != nil {
		return err
	}
	signer, err := m.certify("signer", named("signer", x509.KeyUsageDigitalSignature, x509.ExtKeyUsageCodeSigning), ca)
	if err != nil {
		return err
	}
	return m.write("chain.crt", append(inPEM("CERTIFICATE", signer.certificate.Raw), inPEM("CERTIFICATE", ca.certificate.Raw)...))
}

func named(name string, usage x509.KeyUsage, purposes ...x509.ExtKeyUsage) *x509.Certificate {
	subject := pkix.Name{Country: []string{"US"}, Province: []string{"WA"}, Organization: []string{"acme"}, CommonName: name}
	return &x509.Certificate{Subject: subject, KeyUsage: usage, ExtKeyUsage: purposes}
}

func authority(usage x509.KeyUsage) *x509.Certificate {
	template := named("ca", usage)
	template.BasicConstraintsValid, template.IsCA = true, true
	return template
}

// certify writes a certificate and its key; without an issuer it vouches for itself.
func (m maker) certify(name string, template *x509.Certificate, issuer *pair) (*pair, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	if issuer == nil {
		issuer = &pair{template, key}
	}
	template.SerialNumber = big.NewInt(time.Now().UnixNano())
	template.NotBefore, template.NotAfter = time.Now().Add(-time.Hour), m.until
	der, err := x509.CreateCertificate(rand.Reader, template, issuer.certificate, key.Public(), issuer.key)
	if err != nil {
		return nil, err
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	if err := m.write(name+".key", inPEM("PRIVATE KEY", secret)); err != nil {
		return nil, err
	}
	return &pair{certificate, key}, m.write(name+".crt", inPEM("CERTIFICATE", der))
}

func (m maker) write(file string, text []byte) error {
	return os.WriteFile(filepath.Join(m.dir, file), text, 0o600)
}

func inPEM(label string, der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: label, Bytes: der})
}
