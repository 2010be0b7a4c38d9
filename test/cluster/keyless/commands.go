package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
)

func initCommand(arguments []string, out io.Writer) error {
	flags := newFlags("init")
	dir := flags.requiredString("dir")
	if err := flags.parse(arguments); err != nil {
		return err
	}
	sigstore, err := newAuthority(time.Now())
	if err != nil {
		return err
	}
	if err := sigstore.save(*dir); err != nil {
		return err
	}
	fmt.Fprintln(out, trustedRootFile(*dir))
	return nil
}

func signCommand(ctx context.Context, arguments []string, out io.Writer) error {
	flags := newFlags("sign")
	dir := flags.requiredString("dir")
	ref := flags.requiredString("ref")
	issuer := flags.requiredString("issuer")
	san := flags.requiredString("san")
	file := flags.String("bundle", "", "")
	noPush := flags.Bool("no-push", false, "")
	without := nothing
	flags.Var(&without, "without", "")
	if err := flags.parse(arguments); err != nil {
		return err
	}
	if *noPush && *file == "" {
		return usageError("sign --no-push needs --bundle, or the bundle goes nowhere")
	}
	artifact, err := parseArtifact(*ref)
	if err != nil {
		return err
	}
	digest, err := v1.NewHash(artifact.DigestStr())
	if err != nil {
		return err
	}
	sigstore, err := openAuthority(*dir)
	if err != nil {
		return err
	}
	bundle, err := sigstore.signChecked(digest, identity{issuer: *issuer, san: *san}, without, time.Now())
	if err != nil {
		return err
	}
	if *file != "" {
		if err := os.WriteFile(*file, bundle, 0o644); err != nil {
			return fmt.Errorf("can't write the bundle: %w", err)
		}
	}
	if *noPush {
		return nil
	}
	return attachAndPrint(ctx, artifact, bundle, out)
}

func attachCommand(ctx context.Context, arguments []string, out io.Writer) error {
	flags := newFlags("attach")
	ref := flags.requiredString("ref")
	file := flags.requiredString("bundle")
	if err := flags.parse(arguments); err != nil {
		return err
	}
	artifact, err := parseArtifact(*ref)
	if err != nil {
		return err
	}
	bundle, err := readBundle(*file)
	if err != nil {
		return err
	}
	return attachAndPrint(ctx, artifact, bundle, out)
}

func attachAndPrint(ctx context.Context, artifact name.Digest, bundle []byte, out io.Writer) error {
	referrer, err := attach(ctx, artifact, bundle)
	if err != nil {
		return err
	}
	fmt.Fprintln(out, referrer.Name())
	return nil
}
