// The program of ../typescript/main.ts in Go.
package main

import (
	"fmt"
	"strings"

	"github.com/aws/jsii-runtime-go"
	fluxoci "github.com/cdk8s-flux-oci/cdk8s-flux-oci-go/cdk8sfluxoci"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
)

const publicKey = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE/9LXLmTkQk5fhoBw14WRHgJ+JL1B
LAdjlMMIBtJ4ie7mNFC3ZG77ai4Vw6FuION7gDzsDaayqWP6WMCPV129qQ==
-----END PUBLIC KEY-----
`

var digest = "sha256:" + strings.Repeat("1", 64)

func main() {
	app := fluxoci.NewFleetApp(nil)
	delivery := cdk8s.NewChart(app, jsii.String("delivery"), &cdk8s.ChartProps{Namespace: jsii.String("flux-system")})

	// Manifests from Amazon ECR, signed without a key by a release workflow.
	puller := fluxoci.NewAwsWorkloadIdentity(delivery, jsii.String("Puller"), &fluxoci.AwsWorkloadIdentityProps{
		RoleArn: jsii.String("arn:aws:iam::123456789012:role/flux-puller"),
	})
	shop := fluxoci.NewSignedApp(delivery, jsii.String("Shop"), &fluxoci.SignedAppProps{
		Artifact: fluxoci.PinnedArtifact_Parse(jsii.String("oci://123456789012.dkr.ecr.eu-central-1.amazonaws.com/acme/shop:1.4.0@" + digest)),
		SignedBy: fluxoci.Verification_CosignKeyless(fluxoci.OidcIdentity_GithubActions(&fluxoci.GithubActionsIdentity{
			Repository: jsii.String("acme/shop"),
			Workflow:   jsii.String("release.yml"),
		}), nil),
		Auth:            fluxoci.RegistryAuth_WorkloadIdentity(puller),
		TargetNamespace: jsii.String("shop"),
		Source:          &fluxoci.OciRepositoryOptions{Interval: jsii.String("30m")},
		Delivery:        &fluxoci.KustomizationOptions{Timeout: jsii.String("10m"), Wait: jsii.Bool(false)},
	})

	// JSON patches name the fields as the CRDs do.
	cdk8s.ApiObject_Of(shop.Source()).AddJsonPatch(cdk8s.JsonPatch_Replace(
		jsii.String("/spec/verify/matchOIDCIdentity/0/issuer"), `^https://oidc\.acme\.example$`))
	cdk8s.ApiObject_Of(shop.Delivery()).AddJsonPatch(cdk8s.JsonPatch_Add(jsii.String("/spec/deletionPolicy"), "Orphan"))

	// A Helm chart, signed with a key. The nulls delete defaults of it.
	keys := fluxoci.NewCosignPublicKeys(delivery, jsii.String("ReleaseKeys"), &fluxoci.CosignPublicKeysProps{
		Keys: &map[string]fluxoci.Pem{"release": fluxoci.Pem_Text(jsii.String(publicKey))},
	})
	fluxoci.NewSignedHelmApp(delivery, jsii.String("Cache"), &fluxoci.SignedHelmAppProps{
		Artifact:        fluxoci.PinnedArtifact_Parse(jsii.String("oci://ghcr.io/acme/charts/cache:18.4.0@" + digest)),
		SignedBy:        fluxoci.Verification_CosignKeys(keys),
		TargetNamespace: jsii.String("cache"),
		Values: &map[string]any{
			"replicas":    3,
			"ratio":       0.5,
			"metrics":     map[string]any{"enabled": true, "port": "9121"},
			"motd":        "Grüße\nfrom acme",
			"persistence": fluxoci.HelmValues_Null(),
			"resources":   map[string]any{"limits": fluxoci.HelmValues_Null(), "requests": map[string]any{"cpu": "250m"}},
			"args":        []any{"--appendonly", fluxoci.HelmValues_Null()},
		},
	})

	app.Synth()

	// A repository of YAML is moved from Git to OCI.
	kustomization := strings.Join([]string{
		"apiVersion: kustomize.toolkit.fluxcd.io/v1",
		"kind: Kustomization",
		"metadata: {name: shop, namespace: flux-system}",
		"spec:",
		"  path: ./apps/shop # of this cluster",
		"  sourceRef: {kind: GitRepository, name: fleet}",
		"",
	}, "\n")
	migration := fluxoci.GitToOci_MigrateFiles(&[]*fluxoci.MigrationInput{
		{Path: jsii.String("shop.yaml"), Content: jsii.String(kustomization)},
	}, &fluxoci.GitToOciOptions{
		Registry:     jsii.String("oci://ghcr.io/acme"),
		ArtifactRoot: jsii.String("apps"),
		Sources:      &map[string]*string{"fleet.flux-system": jsii.String("oci://ghcr.io/acme/fleet")},
	})
	fmt.Println(*migration.UnifiedDiff())

	// What can't be right is refused while the program runs.
	defer func() { fmt.Println(recover()) }()
	fluxoci.PinnedArtifact_Parse(jsii.String("oci://ghcr.io/acme/shop:1.4.0@sha256:1234"))
}
