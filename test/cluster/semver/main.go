// Command semver says how Flux reads semver ranges, tags and semver filters: with the very libraries of source-controller 1.9.5.
//
// It reads questions from its input, a JSON document a line, and answers each with a line:
//
//	{"constraint": ">=1.0", "tags": ["1.2.0"], "versions": ["1.2"]}  {"tags": [true], "versions": [true]} or {"error": "…"}
//	{"version": "1.2", "tag": true}                                 {"read": "1.2.0"} or {"error": "…"}
//	{"filter": "^1"}                                                {} or {"error": "…"}
//	{"order": ["1.2", "1.10"]}                                      {"order": -1}
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"

	"github.com/Masterminds/semver/v3"
	"github.com/fluxcd/pkg/version"
)

type question struct {
	Constraint *string  `json:"constraint"`
	Tags       []string `json:"tags"`
	Versions   []string `json:"versions"`
	Version    *string  `json:"version"`
	Tag        bool     `json:"tag"`
	Filter     *string  `json:"filter"`
	Order      []string `json:"order"`
}

type answer struct {
	Error    string `json:"error,omitempty"`
	Tags     []bool `json:"tags,omitempty"`
	Versions []bool `json:"versions,omitempty"`
	Read     string `json:"read,omitempty"`
	Order    int    `json:"order,omitempty"`
}

func main() {
	out := bufio.NewWriter(os.Stdout)
	err := errors.Join(answerAll(os.Stdin, out), out.Flush())
	if err != nil {
		fmt.Fprintf(os.Stderr, "semver: %v\n", err)
		os.Exit(1)
	}
}

func answerAll(in io.Reader, out io.Writer) error {
	questions, answers := json.NewDecoder(in), json.NewEncoder(out)
	for {
		var asked question
		if err := questions.Decode(&asked); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		answered, err := reply(asked)
		if err != nil {
			answered = answer{Error: err.Error()}
		}
		if err := answers.Encode(answered); err != nil {
			return err
		}
	}
}

func reply(asked question) (answer, error) {
	switch {
	case asked.Constraint != nil:
		return check(*asked.Constraint, asked.Tags, asked.Versions)
	case asked.Version != nil:
		return read(*asked.Version, asked.Tag)
	case asked.Filter != nil:
		_, err := regexp.Compile(*asked.Filter)
		return answer{}, err
	case len(asked.Order) == 2:
		return order(asked.Order[0], asked.Order[1])
	default:
		return answer{}, errors.New("this is no question")
	}
}

func check(text string, tags, versions []string) (answer, error) {
	constraint, err := semver.NewConstraint(text)
	if err != nil {
		return answer{}, err
	}
	return answer{Tags: matches(constraint, tags, version.ParseVersion), Versions: matches(constraint, versions, semver.NewVersion)}, nil
}

// matches passes over what is no version, as source-controller does.
func matches(constraint *semver.Constraints, texts []string, parse func(string) (*semver.Version, error)) []bool {
	found := make([]bool, len(texts))
	for index, text := range texts {
		parsed, err := parse(text)
		found[index] = err == nil && constraint.Check(parsed)
	}
	return found
}

func read(text string, tag bool) (answer, error) {
	parse := semver.NewVersion
	if tag {
		parse = version.ParseVersion
	}
	parsed, err := parse(text)
	if err != nil {
		return answer{}, err
	}
	return answer{Read: parsed.String()}, nil
}

func order(one, other string) (answer, error) {
	first, err := semver.NewVersion(one)
	if err != nil {
		return answer{}, err
	}
	second, err := semver.NewVersion(other)
	if err != nil {
		return answer{}, err
	}
	return answer{Order: first.Compare(second)}, nil
}
