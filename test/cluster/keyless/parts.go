package main

import (
	"fmt"
	"strings"
)

// part is a piece of a bundle without which Flux refuses it.
type part string

const (
	nothing        part = ""
	inclusionProof part = "inclusion-proof"
	sct            part = "sct"
	timestamp      part = "timestamp"
)

var parts = []part{inclusionProof, sct, timestamp}

func (p *part) String() string { return string(*p) }

// Set makes it a flag.
func (p *part) Set(value string) error {
	names := make([]string, 0, len(parts))
	for _, known := range parts {
		if value == string(known) {
			*p = known
			return nil
		}
		names = append(names, string(known))
	}
	return fmt.Errorf("it can be one of %s", strings.Join(names, ", "))
}
