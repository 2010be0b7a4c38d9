package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
)

// usageError is a call that can't be right whatever the disk and the registry hold.
type usageError string

func (e usageError) Error() string { return string(e) }

var errHelp = errors.New("help wanted")

// commandFlags are those of one command, of which some must be given.
type commandFlags struct {
	*flag.FlagSet
	required []string
}

func newFlags(command string) *commandFlags {
	set := flag.NewFlagSet(command, flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.Usage = func() {}
	return &commandFlags{FlagSet: set}
}

func (f *commandFlags) requiredString(name string) *string {
	f.required = append(f.required, name)
	return f.String(name, "", "")
}

func (f *commandFlags) parse(arguments []string) error {
	if err := f.Parse(arguments); errors.Is(err, flag.ErrHelp) {
		return errHelp
	} else if err != nil {
		return usageError(fmt.Sprintf("%s: %v", f.Name(), err))
	}
	if f.NArg() > 0 {
		return usageError(fmt.Sprintf("%s takes flags only, got %q", f.Name(), f.Arg(0)))
	}
	if missing := f.missing(); len(missing) > 0 {
		return usageError(fmt.Sprintf("%s needs %s", f.Name(), strings.Join(missing, ", ")))
	}
	return nil
}

func (f *commandFlags) missing() []string {
	var missing []string
	for _, name := range f.required {
		if f.Lookup(name).Value.String() == "" {
			missing = append(missing, "--"+name)
		}
	}
	return missing
}
