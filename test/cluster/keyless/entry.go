package main

import (
	"context"
	"crypto"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"time"

	"github.com/cyberphone/json-canonicalization/go/src/webpki.org/jsoncanonicalizer"
	"github.com/secure-systems-lab/go-securesystemslib/dsse"
	common "github.com/sigstore/protobuf-specs/gen/pb-go/common/v1"
	rekor "github.com/sigstore/protobuf-specs/gen/pb-go/rekor/v1"
	"github.com/sigstore/rekor/pkg/types"
	rekordsse "github.com/sigstore/rekor/pkg/types/dsse"
	"github.com/sigstore/rekor/pkg/util"
	"github.com/sigstore/sigstore-go/pkg/tlog"
	"github.com/sigstore/sigstore/pkg/signature"
	"github.com/transparency-dev/merkle/rfc6962"
)

const entryVersion = "0.0.1"

// The log forgets: every entry is the first and only one of a new tree, so its hash is the tree's root and the path to it is empty.
const (
	onlyIndex = 0
	onlySize  = 1
	treeID    = 1
)

// record enters an envelope into the transparency log, in the form of Rekor's first version, which also vouches for the time.
func (a *authority) record(envelope *dsse.Envelope, certificate *x509.Certificate, now time.Time) (*rekor.TransparencyLogEntry, error) {
	body, err := entryBody(envelope, certificate)
	if err != nil {
		return nil, err
	}
	id, err := keyID(a.tlog.Public())
	if err != nil {
		return nil, err
	}
	promise, err := a.signedEntryTimestamp(body, hex.EncodeToString(id[:]), now)
	if err != nil {
		return nil, err
	}
	proof, err := a.inclusionProof(body)
	if err != nil {
		return nil, err
	}
	return &rekor.TransparencyLogEntry{
		LogIndex:          onlyIndex,
		LogId:             &common.LogId{KeyId: id[:]},
		KindVersion:       &rekor.KindVersion{Kind: rekordsse.KIND, Version: entryVersion},
		IntegratedTime:    now.Unix(),
		InclusionPromise:  &rekor.InclusionPromise{SignedEntryTimestamp: promise},
		InclusionProof:    proof,
		CanonicalizedBody: body,
	}, nil
}

// entryBody lets Rekor's own code write the entry; it checks the envelope's signature on the way.
func entryBody(envelope *dsse.Envelope, certificate *x509.Certificate) ([]byte, error) {
	text, err := json.Marshal(envelope)
	if err != nil {
		return nil, err
	}
	ctx := context.Background()
	proposed, err := rekordsse.New().CreateProposedEntry(ctx, entryVersion, types.ArtifactProperties{
		ArtifactBytes:  text,
		PublicKeyBytes: [][]byte{pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate.Raw})},
	})
	if err != nil {
		return nil, err
	}
	entry, err := types.UnmarshalEntry(proposed)
	if err != nil {
		return nil, err
	}
	return types.CanonicalizeEntry(ctx, entry)
}

// signedEntryTimestamp is the log's promise of inclusion, and all that proves when the short-lived certificate was used.
func (a *authority) signedEntryTimestamp(body []byte, logID string, now time.Time) ([]byte, error) {
	payload, err := json.Marshal(tlog.RekorPayload{
		Body:           base64.StdEncoding.EncodeToString(body),
		IntegratedTime: now.Unix(),
		LogIndex:       onlyIndex,
		LogID:          logID,
	})
	if err != nil {
		return nil, err
	}
	canonical, err := jsoncanonicalizer.Transform(payload)
	if err != nil {
		return nil, err
	}
	return sign(a.tlog, canonical)
}

func (a *authority) inclusionProof(body []byte) (*rekor.InclusionProof, error) {
	signer, err := signature.LoadECDSASigner(a.tlog, crypto.SHA256)
	if err != nil {
		return nil, err
	}
	rootHash := rfc6962.DefaultHasher.HashLeaf(body)
	checkpoint, err := util.CreateAndSignCheckpoint(context.Background(), tlogHost, treeID, onlySize, rootHash, signer)
	if err != nil {
		return nil, err
	}
	return &rekor.InclusionProof{
		LogIndex:   onlyIndex,
		TreeSize:   onlySize,
		RootHash:   rootHash,
		Checkpoint: &rekor.Checkpoint{Envelope: string(checkpoint)},
	}, nil
}
