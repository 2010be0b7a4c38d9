/** What the rig is made of, each program built from its Go module at exactly this version. */
export interface Program {
  readonly name: string;
  readonly module: string;
  readonly version: string;
  /** The main package, where it isn't the module itself. */
  readonly package?: string;
  /** Go's linker sets these variables. */
  readonly variables?: { readonly [name: string]: string };
  /** Versions that replace what the module asks for. */
  readonly replace?: { readonly [module: string]: string };
  /** The form that the module needs around it. */
  readonly form?: 'kubernetes' | 'flux-cli' | 'local';
}

/** The Flux release whose controllers the rig runs. */
export const FLUX = '2.9.5';

const KUBERNETES = '1.36.3';
const [, KUBERNETES_MINOR] = KUBERNETES.split('.');
const kubernetes = (name: string): Program => ({
  name,
  module: 'k8s.io/kubernetes',
  version: `v${KUBERNETES}`,
  package: `k8s.io/kubernetes/cmd/${name}`,
  variables: {
    'k8s.io/component-base/version.gitVersion': `v${KUBERNETES}`,
    'k8s.io/component-base/version.gitMajor': '1',
    'k8s.io/component-base/version.gitMinor': KUBERNETES_MINOR,
  },
  form: 'kubernetes',
});

const controller = (name: string, version: string, replace?: Program['replace']): Program => ({ name, module: `github.com/fluxcd/${name}`, version, replace });

export const PROGRAMS: readonly Program[] = [
  // the control plane
  { name: 'etcd', module: 'go.etcd.io/etcd/server/v3', version: 'v3.7.3' },
  kubernetes('kube-apiserver'),
  kubernetes('kubectl'),

  // the controllers of Flux 2.9.5
  // It asks for pkg/artifact v0.18.3, which the module proxy doesn't have.
  controller('source-controller', 'v1.9.5', { 'github.com/fluxcd/pkg/artifact': 'v0.18.1' }),
  controller('kustomize-controller', 'v1.9.5'),
  controller('helm-controller', 'v1.6.4'),

  // registries
  { name: 'registry', module: 'github.com/distribution/distribution/v3', version: 'v3.1.2', package: 'github.com/distribution/distribution/v3/cmd/registry' },
  { name: 'crane', module: 'github.com/google/go-containerregistry', version: 'v0.22.1', package: 'github.com/google/go-containerregistry/cmd/crane' },

  // what publishers use
  {
    name: 'flux',
    module: 'github.com/fluxcd/flux2/v2',
    version: `v${FLUX}`,
    package: './cmd/flux',
    variables: { 'main.VERSION': FLUX },
    form: 'flux-cli',
  },
  { name: 'helm', module: 'helm.sh/helm/v4', version: 'v4.3.1', package: 'helm.sh/helm/v4/cmd/helm' },

  // what signs
  { name: 'cosign', module: 'github.com/sigstore/cosign/v3', version: 'v3.1.3', package: 'github.com/sigstore/cosign/v3/cmd/cosign' },
  { name: 'cosign2', module: 'github.com/sigstore/cosign/v2', version: 'v2.6.5', package: 'github.com/sigstore/cosign/v2/cmd/cosign' },
  { name: 'notation', module: 'github.com/notaryproject/notation', version: 'v1.3.2', package: 'github.com/notaryproject/notation/cmd/notation' },
  { name: 'keyless', module: 'keyless', version: 'local', package: '.', form: 'local' },
  { name: 'pki', module: 'pki', version: 'local', package: '.', form: 'local' },

  // what reads semver ranges
  { name: 'semver', module: 'semver', version: 'local', package: '.', form: 'local' },
];
