/**
 * Every refusal and warning has one stable code; the README's table and the tests are held against this list. A code is
 * never reused for something else.
 */
export const CODES = {
  // names and the tree
  FOC001: 'name is not a DNS name',
  FOC002: 'name is too long for a Kustomization or HelmRelease',
  FOC003: 'two objects of one kind, name and namespace',
  FOC004: 'two charts hold the same object (warning)',
  FOC005: 'field that the Flux version lacks',
  FOC006: 'field that no known Flux version has',
  FOC007: 'JSON patch that does not fit the object',
  FOC008: 'namespace is not a DNS label',
  // where an artifact is
  FOC010: 'malformed digest',
  FOC011: 'URL is not oci://host/repository',
  FOC012: 'artifact is not pinned by digest',
  FOC013: 'tag or digest inside the URL',
  FOC014: 'illegal registry host or repository name',
  FOC015: 'illegal tag',
  FOC016: 'no semver range of Flux, or a reference of the wrong kind',
  FOC017: 'plain HTTP off loopback (warning)',
  FOC018: 'source without a reference follows the tag latest (warning)',
  FOC019: 'semverFilter is no regular expression of Go',
  // times
  FOC020: 'not a duration of Flux',
  FOC021: 'duration is zero',
  FOC022: 'hours in the timeout of a source',
  // versions that aren't meant
  FOC025: 'semverFilter that also matches other versions (warning)',
  FOC026: 'semver range that Flux reads otherwise than it looks (warning)',
  // who may pull
  FOC030: 'provider does not fit the registry host',
  FOC031: 'malformed cloud identity',
  FOC032: 'object-level workload identity needs a switch in Flux (warning)',
  FOC033: 'Secret without what Flux reads from it',
  FOC034: 'ServiceAccount without image pull secrets (warning)',
  // who signed
  FOC040: 'keyless verification without an identity',
  FOC041: 'PEM does not hold what is asked for',
  FOC042: 'private key where a public one belongs',
  FOC043: 'notation without a trust policy',
  FOC044: 'notation without a certificate',
  FOC045: 'malformed signer identity',
  FOC046: 'cosign without a public key',
  FOC047: 'patch takes the verification of a signed app away',
  FOC048: 'patch takes the digest of a pinned app away',
  FOC049: 'trust policy that notation refuses',
  // what belongs together
  FOC050: 'consumers disagree about what a source holds',
  FOC051: 'reference to an object that is not of the right kind',
  FOC052: 'Secret or ServiceAccount of another namespace',
  FOC053: 'namespaces that may differ when applied (warning)',
  FOC054: 'reference across namespaces (warning)',
  FOC055: 'source given by name needs the layer selector for Helm charts (warning)',
  FOC056: 'ExternalArtifact needs a switch in Flux (warning)',
  FOC057: 'malformed media type of a layer',
  FOC058: 'ignore patterns leave nothing',
  FOC059: 'ignore pattern without effect (warning)',
  // Helm
  FOC060: 'release name that Helm refuses',
  FOC061: 'Helm value that YAML cannot say',
  FOC062: 'two HelmReleases of one Helm release',
  FOC063: 'setting that Flux ignores (warning)',
  FOC064: 'malformed key or target path of Helm values',
  FOC065: 'file of Helm values that cannot be read',
  FOC066: 'Secret or ConfigMap without the key of Helm values',
  FOC067: 'malformed rule of drift detection',
  FOC068: 'number that is not whole',
  // how it is applied
  FOC070: 'dependsOn goes in a circle',
  FOC071: 'dependsOn that may go in a circle (warning)',
  FOC072: 'condition is not CEL',
  FOC073: 'path leaves the artifact',
  FOC074: 'variable that Flux cannot substitute',
  FOC075: 'common label or annotation that the API server refuses',
  FOC076: 'health checks that Flux ignores (warning)',
  FOC077: 'timeout that Flux counts as 30 seconds (warning)',
  FOC078: 'two Kustomizations apply the same objects (warning)',
  FOC079: 'change to manifests that kustomize refuses',
  // what differs between Flux versions
  FOC080: 'field of a CRD that this library does not know (warning)',
  FOC081: 'tag that Flux 2.8 looks up once to verify and once to pull (warning)',
  FOC082: 'signature that Flux 2.8 does not find (warning)',
  FOC083: 'variable that Flux 2.8 replaces by nothing (warning)',
  FOC084: 'hooks that Flux changes or not by version (warning)',
  FOC085: 'ServiceAccount with half a login, or with two',
} as const;

export type Code = keyof typeof CODES;
