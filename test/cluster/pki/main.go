// Command pki makes what the rig's registries with a door need, and what publishers sign with.
//
//	pki registry --dir D --password P   the CA of a registry, certificates of the registry and of a client, an htpasswd for the user "robot"
//	pki signer   --dir D [--without-usage] [--seconds N]   a CA and somebody whom it lets sign, with the key usage that notation wants
//
// Keys are in PKCS #8; everything is in PEM form.
package main

import (
	"flag"
	"fmt"
	"os"
	"time"
)

func main() {
	if len(os.Args) < 2 {
		fail(fmt.Errorf("usage: pki registry|signer --dir D …"))
	}
	flags := flag.NewFlagSet(os.Args[1], flag.ExitOnError)
	dir := flags.String("dir", "", "where to write")
	password := flags.String("password", "", "of the user")
	withoutUsage := flags.Bool("without-usage", false, "leave the key usage of the CA out, as openssl does")
	seconds := flags.Int("seconds", 24*60*60, "how long certificates are valid")
	_ = flags.Parse(os.Args[2:])
	m := maker{dir: *dir, until: time.Now().Add(time.Duration(*seconds) * time.Second)}
	switch os.Args[1] {
	case "registry":
		fail(m.registry(*password))
	case "signer":
		fail(m.signer(!*withoutUsage))
	default:
		fail(fmt.Errorf("there is no command %q", os.Args[1]))
	}
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "pki:", err)
		os.Exit(1)
	}
}
