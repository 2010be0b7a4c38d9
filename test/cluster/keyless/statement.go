package main

import (
	"crypto/ecdsa"
	"encoding/base64"
	"encoding/json"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/secure-systems-lab/go-securesystemslib/dsse"
)

const (
	statementType = "https://in-toto.io/Statement/v1"
	predicateType = "https://sigstore.dev/cosign/sign/v1"
	payloadType   = "application/vnd.in-toto+json"
)

// statement says no more than "I signed this", like the one of `cosign sign`.
type statement struct {
	Type          string    `json:"_type"`
	Subject       []subject `json:"subject"`
	PredicateType string    `json:"predicateType"`
	Predicate     struct{}  `json:"predicate"`
}

type subject struct {
	Digest map[string]string `json:"digest"`
}

// signStatement wraps the statement about a digest into a signed envelope.
func signStatement(digest v1.Hash, key *ecdsa.PrivateKey) (*dsse.Envelope, error) {
	payload, err := json.Marshal(statement{
		Type:          statementType,
		Subject:       []subject{{Digest: map[string]string{digest.Algorithm: digest.Hex}}},
		PredicateType: predicateType,
	})
	if err != nil {
		return nil, err
	}
	signature, err := sign(key, dsse.PAE(payloadType, payload))
	if err != nil {
		return nil, err
	}
	return &dsse.Envelope{
		PayloadType: payloadType,
		Payload:     base64.StdEncoding.EncodeToString(payload),
		Signatures:  []dsse.Signature{{Sig: base64.StdEncoding.EncodeToString(signature)}},
	}, nil
}
