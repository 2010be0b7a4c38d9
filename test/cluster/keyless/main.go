// Command keyless plays an offline Sigstore: a certificate authority, a certificate log and a transparency log without
// servers. It signs OCI artifacts as any OIDC identity, in a form that Flux verifies with spec.verify.trustedRootSecretRef
// and without network. Nothing that it signs means anything to those who don't trust its own trusted_root.json.
//
// Its Sigstore libraries have the versions of source-controller 1.9.5, so what it verifies itself is what Flux verifies.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"
)

const usage = `usage:
  keyless init   --dir D
  keyless sign   --dir D --ref localhost:5000/repo@sha256:… --issuer I --san S
                 [--bundle out.json] [--no-push] [--without inclusion-proof|sct|timestamp]
  keyless attach --ref localhost:5000/repo@sha256:… --bundle in.json
`

const patience = time.Minute

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run returns the exit code: 0 done, 1 failed, 2 called wrongly.
func run(arguments []string, out, problems io.Writer) int {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	err := dispatch(ctx, arguments, out)
	var misuse usageError
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errHelp):
		fmt.Fprint(out, usage)
		return 0
	case errors.As(err, &misuse):
		fmt.Fprintf(problems, "keyless: %v\n%s", err, usage)
		return 2
	default:
		fmt.Fprintf(problems, "keyless: %v\n", err)
		return 1
	}
}

func dispatch(ctx context.Context, arguments []string, out io.Writer) error {
	if len(arguments) == 0 {
		return usageError("a command is missing")
	}
	command, rest := arguments[0], arguments[1:]
	switch command {
	case "init":
		return initCommand(rest, out)
	case "sign":
		return signCommand(ctx, rest, out)
	case "attach":
		return attachCommand(ctx, rest, out)
	case "help", "-h", "-help", "--help":
		return errHelp
	default:
		return usageError(fmt.Sprintf("there is no command %q", command))
	}
}
