/** Below the help of `flux-oci`. */
export const HELP_OF_COMMANDS = `
Examples:
  flux-oci migrate . --registry oci://ghcr.io/acme          show what would change
  flux-oci migrate . --registry oci://ghcr.io/acme --write  write it
  flux-oci migrate . --rollback                             undo it
  flux-oci migrate --help                                   all options`;

/** Below the help of `flux-oci migrate`. */
export const HELP_OF_MIGRATE = `
Examples:
  Show what would change: the diff, and what a person has to decide. Nothing is written.
    flux-oci migrate . --registry oci://ghcr.io/acme

  CI pushes the directory kubernetes/, signs with a workflow of GitHub, and moves the tag "stable".
    flux-oci migrate . --registry oci://ghcr.io/acme --artifact-root kubernetes \\
      --ref stable --verify-github acme/fleet:publish.yml

  Only the Git sources; one is published somewhere else; leave an archive alone.
    flux-oci migrate . --registry oci://ghcr.io/acme --what git \\
      --source shared.flux-system=oci://ghcr.io/acme/shared --skip 'archive/**'

  A Helm chart of an https repository that is in a registry as well.
    flux-oci migrate . --registry oci://ghcr.io/acme --what helm \\
      --chart cert-manager=oci://quay.io/jetstack/charts/cert-manager

  The report for a pull request: what changed, what to publish, in which order to roll out.
    flux-oci migrate . --registry oci://ghcr.io/acme --output markdown > report.md

  Write it, look at it, undo it.
    flux-oci migrate . --registry oci://ghcr.io/acme --write
    git diff
    flux-oci migrate . --rollback

Configuration: .flux-oci.yaml in DIR, or --config FILE, with the options by their names:
    registry: oci://ghcr.io/acme
    artifact-root: kubernetes
    skip: [archive]
    source:
      shared.flux-system: oci://ghcr.io/acme/shared

Exit status: 0 done, or nothing to do; 1 something is left for a person, or could not be written;
2 the command line or an option is wrong.`;
