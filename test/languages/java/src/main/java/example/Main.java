package example;

import io.github.cdk8sfluxoci.AwsWorkloadIdentity;
import io.github.cdk8sfluxoci.CosignPublicKeys;
import io.github.cdk8sfluxoci.FleetApp;
import io.github.cdk8sfluxoci.GitToOci;
import io.github.cdk8sfluxoci.GitToOciOptions;
import io.github.cdk8sfluxoci.GithubActionsIdentity;
import io.github.cdk8sfluxoci.HelmValues;
import io.github.cdk8sfluxoci.KustomizationOptions;
import io.github.cdk8sfluxoci.Migration;
import io.github.cdk8sfluxoci.MigrationInput;
import io.github.cdk8sfluxoci.OciRepositoryOptions;
import io.github.cdk8sfluxoci.OidcIdentity;
import io.github.cdk8sfluxoci.Pem;
import io.github.cdk8sfluxoci.PinnedArtifact;
import io.github.cdk8sfluxoci.RegistryAuth;
import io.github.cdk8sfluxoci.SignedApp;
import io.github.cdk8sfluxoci.SignedHelmApp;
import io.github.cdk8sfluxoci.Verification;
import java.util.List;
import java.util.Map;
import org.cdk8s.ApiObject;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.cdk8s.JsonPatch;

/** The program of ../typescript/main.ts in Java. */
public final class Main {
    private static final String DIGEST = "sha256:" + "1".repeat(64);
    private static final String PUBLIC_KEY = """
            -----BEGIN PUBLIC KEY-----
            MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE/9LXLmTkQk5fhoBw14WRHgJ+JL1B
            LAdjlMMIBtJ4ie7mNFC3ZG77ai4Vw6FuION7gDzsDaayqWP6WMCPV129qQ==
            -----END PUBLIC KEY-----
            """;

    private Main() {
    }

    public static void main(final String[] arguments) {
        final FleetApp app = new FleetApp();
        final Chart delivery = new Chart(app, "delivery", ChartProps.builder().namespace("flux-system").build());

        // Manifests from Amazon ECR, signed without a key by a release workflow.
        final AwsWorkloadIdentity puller = AwsWorkloadIdentity.Builder.create(delivery, "Puller")
                .roleArn("arn:aws:iam::123456789012:role/flux-puller")
                .build();
        final SignedApp shop = SignedApp.Builder.create(delivery, "Shop")
                .artifact(PinnedArtifact.parse(
                        "oci://123456789012.dkr.ecr.eu-central-1.amazonaws.com/acme/shop:1.4.0@" + DIGEST))
                .signedBy(Verification.cosignKeyless(OidcIdentity.githubActions(
                        GithubActionsIdentity.builder().repository("acme/shop").workflow("release.yml").build())))
                .auth(RegistryAuth.workloadIdentity(puller))
                .targetNamespace("shop")
                .source(OciRepositoryOptions.builder().interval("30m").build())
                .delivery(KustomizationOptions.builder().timeout("10m").wait(false).build())
                .build();

        // JSON patches name the fields as the CRDs do.
        ApiObject.of(shop.getSource()).addJsonPatch(JsonPatch.replace(
                "/spec/verify/matchOIDCIdentity/0/issuer", "^https://oidc\\.acme\\.example$"));
        ApiObject.of(shop.getDelivery()).addJsonPatch(JsonPatch.add("/spec/deletionPolicy", "Orphan"));

        // A Helm chart, signed with a key. The nulls delete defaults of it.
        final CosignPublicKeys keys = CosignPublicKeys.Builder.create(delivery, "ReleaseKeys")
                .keys(Map.of("release", Pem.text(PUBLIC_KEY)))
                .build();
        SignedHelmApp.Builder.create(delivery, "Cache")
                .artifact(PinnedArtifact.parse("oci://ghcr.io/acme/charts/cache:18.4.0@" + DIGEST))
                .signedBy(Verification.cosignKeys(keys))
                .targetNamespace("cache")
                .values(Map.of(
                        "replicas", 3,
                        "ratio", 0.5,
                        "metrics", Map.of("enabled", true, "port", "9121"),
                        "motd", "Grüße\nfrom acme",
                        "persistence", HelmValues.doNull(),
                        "resources", Map.of("limits", HelmValues.doNull(), "requests", Map.of("cpu", "250m")),
                        "args", List.of("--appendonly", HelmValues.doNull())))
                .build();

        app.synth();

        // A repository of YAML is moved from Git to OCI.
        final String kustomization = String.join("\n",
                "apiVersion: kustomize.toolkit.fluxcd.io/v1",
                "kind: Kustomization",
                "metadata: {name: shop, namespace: flux-system}",
                "spec:",
                "  path: ./apps/shop # of this cluster",
                "  sourceRef: {kind: GitRepository, name: fleet}",
                "");
        final Migration migration = GitToOci.migrateFiles(
                List.of(MigrationInput.builder().path("shop.yaml").content(kustomization).build()),
                GitToOciOptions.builder()
                        .registry("oci://ghcr.io/acme")
                        .artifactRoot("apps")
                        .sources(Map.of("fleet.flux-system", "oci://ghcr.io/acme/fleet"))
                        .build());
        System.out.println(migration.unifiedDiff());

        // What can't be right is refused while the program runs.
        try {
            PinnedArtifact.parse("oci://ghcr.io/acme/shop:1.4.0@sha256:1234");
        } catch (final RuntimeException error) {
            System.out.println(error.getMessage());
        }
    }
}
