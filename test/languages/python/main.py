"""The program of ../typescript/main.ts in Python."""

from cdk8s import ApiObject, Chart, JsonPatch
from cdk8s_flux_oci import (
    AwsWorkloadIdentity,
    CosignPublicKeys,
    FleetApp,
    GitToOci,
    HelmValues,
    KustomizationOptions,
    MigrationInput,
    OciRepositoryOptions,
    OidcIdentity,
    Pem,
    PinnedArtifact,
    RegistryAuth,
    SignedApp,
    SignedHelmApp,
    Verification,
)

DIGEST = "sha256:" + "1" * 64
PUBLIC_KEY = """-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE/9LXLmTkQk5fhoBw14WRHgJ+JL1B
LAdjlMMIBtJ4ie7mNFC3ZG77ai4Vw6FuION7gDzsDaayqWP6WMCPV129qQ==
-----END PUBLIC KEY-----
"""

app = FleetApp()
delivery = Chart(app, "delivery", namespace="flux-system")

# Manifests from Amazon ECR, signed without a key by a release workflow.
puller = AwsWorkloadIdentity(delivery, "Puller", role_arn="arn:aws:iam::123456789012:role/flux-puller")
shop = SignedApp(
    delivery,
    "Shop",
    artifact=PinnedArtifact.parse(f"oci://123456789012.dkr.ecr.eu-central-1.amazonaws.com/acme/shop:1.4.0@{DIGEST}"),
    signed_by=Verification.cosign_keyless(OidcIdentity.github_actions(repository="acme/shop", workflow="release.yml")),
    auth=RegistryAuth.workload_identity(puller),
    target_namespace="shop",
    source=OciRepositoryOptions(interval="30m"),
    delivery=KustomizationOptions(timeout="10m", wait=False),
)

# JSON patches name the fields as the CRDs do.
ApiObject.of(shop.source).add_json_patch(
    JsonPatch.replace("/spec/verify/matchOIDCIdentity/0/issuer", r"^https://oidc\.acme\.example$")
)
ApiObject.of(shop.delivery).add_json_patch(JsonPatch.add("/spec/deletionPolicy", "Orphan"))

# A Helm chart, signed with a key. The nulls delete defaults of it.
keys = CosignPublicKeys(delivery, "ReleaseKeys", keys={"release": Pem.text(PUBLIC_KEY)})
SignedHelmApp(
    delivery,
    "Cache",
    artifact=PinnedArtifact.parse(f"oci://ghcr.io/acme/charts/cache:18.4.0@{DIGEST}"),
    signed_by=Verification.cosign_keys(keys),
    target_namespace="cache",
    values={
        "replicas": 3,
        "ratio": 0.5,
        "metrics": {"enabled": True, "port": "9121"},
        "motd": "Grüße\nfrom acme",
        "persistence": HelmValues.null(),
        "resources": {"limits": HelmValues.null(), "requests": {"cpu": "250m"}},
        "args": ["--appendonly", HelmValues.null()],
    },
)

app.synth()

# A repository of YAML is moved from Git to OCI.
kustomization = """apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: shop, namespace: flux-system}
spec:
  path: ./apps/shop # of this cluster
  sourceRef: {kind: GitRepository, name: fleet}
"""
migration = GitToOci.migrate_files(
    [MigrationInput(path="shop.yaml", content=kustomization)],
    registry="oci://ghcr.io/acme",
    artifact_root="apps",
    sources={"fleet.flux-system": "oci://ghcr.io/acme/fleet"},
)
print(migration.unified_diff())

# What can't be right is refused while the program runs.
try:
    PinnedArtifact.parse("oci://ghcr.io/acme/shop:1.4.0@sha256:1234")
except RuntimeError as error:
    print(error)
