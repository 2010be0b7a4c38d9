import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { binaryOf } from './cache';
import type { Plan } from './plan';
import { PROGRAMS } from './programs';

/** One process of the rig. */
export interface Part {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: { readonly [name: string]: string };
  /** It runs once this answers: `http://…` well, `tcp://…` at all, or `kubernetes`. */
  readonly ready: string;
}

/** Of one set of controllers. */
export interface ControllerPorts {
  readonly storage: number;
  readonly source: number;
  readonly kustomize: number;
  readonly helm: number;
}

export interface Ports extends ControllerPorts {
  readonly shards: readonly ControllerPorts[];
  readonly etcd: number;
  readonly peer: number;
  readonly api: number;
  readonly registry: number;
  readonly referrersRegistry: number;
  readonly basicAuth: number;
  readonly tls: number;
  readonly mutualTls: number;
}

const OWN_PORTS = 8;
const CONTROLLER_PORTS = 4;
/** @see https://fluxcd.io/flux/installation/configuration/sharding/ */
const SHARD_KEY = 'sharding.fluxcd.io/key';
const CRDS = resolve(__dirname, '../../../imports/crds');

export function portCount({ shards = [] }: Plan): number {
  return OWN_PORTS + CONTROLLER_PORTS * (1 + shards.length);
}

export function portsOf(ports: readonly number[]): Ports {
  const [etcd, peer, api, registry, referrersRegistry, basicAuth, tls, mutualTls, ...others] = ports;
  const sets: ControllerPorts[] = [];
  for (let first = 0; first < others.length; first += CONTROLLER_PORTS) {
    const [storage, source, kustomize, helm] = others.slice(first);
    sets.push({ storage, source, kustomize, helm });
  }
  const [main, ...shards] = sets;
  return { etcd, peer, api, registry, referrersRegistry, basicAuth, tls, mutualTls, ...main, shards };
}

export function binary(name: string): string {
  const program = PROGRAMS.find(each => each.name === name);
  if (!program) throw new Error(`the rig has no program ${name}`);
  return binaryOf(program);
}

/** The CRDs of a minor; flux-operator has releases of its own. */
export function crdFiles(minor: string): string[] {
  const own = readdirSync(join(CRDS, minor)).filter(file => !file.startsWith('fluxcd.controlplane.io_')).map(file => join(CRDS, minor, file));
  const operator = readdirSync(join(CRDS, '2.10')).filter(file => file.startsWith('fluxcd.controlplane.io_')).map(file => join(CRDS, '2.10', file));
  return [...own, ...operator].filter(file => existsSync(file));
}

/** Keys and users. The API server makes its own certificate, which the kubeconfig trusts. */
export function writeCredentials({ folder, shards = [] }: Plan, ports: Ports): string {
  for (const name of ['pki', 'home', 'tmp', 'log', 'storage', 'blobs', ...shards.map(shard => `storage-${shard}`)]) mkdirSync(join(folder, name), { recursive: true });
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const token = randomBytes(16).toString('hex');
  writeFileSync(join(folder, 'pki/sa.key'), privateKey, { mode: 0o600 });
  writeFileSync(join(folder, 'pki/sa.pub'), publicKey);
  writeFileSync(join(folder, 'pki/tokens.csv'), `${token},admin,admin,"system:masters"\n`, { mode: 0o600 });
  const kubeconfig = join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, JSON.stringify({
    'apiVersion': 'v1',
    'kind': 'Config',
    'clusters': [{ name: 'rig', cluster: { 'server': `https://127.0.0.1:${ports.api}`, 'certificate-authority': join(folder, 'pki/apiserver.crt') } }],
    'users': [{ name: 'admin', user: { token } }],
    'contexts': [{ name: 'rig', context: { cluster: 'rig', user: 'admin', namespace: 'flux-system' } }],
    'current-context': 'rig',
  }, undefined, 2), { mode: 0o600 });
  return kubeconfig;
}

export function controlPlane({ folder }: Plan, ports: Ports): Part[] {
  const pki = (file: string) => join(folder, 'pki', file);
  const etcd = `http://127.0.0.1:${ports.etcd}`;
  const peer = `http://127.0.0.1:${ports.peer}`;
  return [
    {
      name: 'etcd',
      program: 'etcd',
      args: [
        '--name=rig', `--data-dir=${join(folder, 'etcd')}`, '--unsafe-no-fsync', '--log-level=warn',
        `--listen-client-urls=${etcd}`, `--advertise-client-urls=${etcd}`,
        `--listen-peer-urls=${peer}`, `--initial-advertise-peer-urls=${peer}`, `--initial-cluster=rig=${peer}`,
      ],
      ready: `${etcd}/health`,
    },
    {
      name: 'kube-apiserver',
      program: 'kube-apiserver',
      args: [
        `--etcd-servers=${etcd}`, '--bind-address=127.0.0.1', '--advertise-address=127.0.0.1', `--secure-port=${ports.api}`, '--endpoint-reconciler-type=none',
        `--cert-dir=${join(folder, 'pki')}`, `--token-auth-file=${pki('tokens.csv')}`, '--authorization-mode=RBAC',
        '--service-account-issuer=https://kubernetes.default.svc', `--service-account-key-file=${pki('sa.pub')}`,
        `--service-account-signing-key-file=${pki('sa.key')}`, '--service-cluster-ip-range=10.0.0.0/24',
        // Nothing here makes the default ServiceAccount that this plugin waits for.
        '--disable-admission-plugins=ServiceAccount', '--profiling=false',
      ],
      ready: 'kubernetes',
    },
  ];
}

export function controllers(plan: Plan, ports: Ports): Part[] {
  const { shards = [] } = plan;
  const others = shards.length > 0 ? [`--watch-label-selector=!${SHARD_KEY}`] : [];
  return [
    ...controllerSet(plan, ports, '', others),
    ...shards.flatMap((shard, index) => controllerSet(plan, ports.shards[index], `-${shard}`, [`--watch-label-selector=${SHARD_KEY}=${shard}`])),
  ];
}

/** As Flux's guide to sharding has it: one of each controller, which knows its objects by a label. */
function controllerSet({ folder }: Plan, ports: ControllerPorts, suffix: string, args: readonly string[]): Part[] {
  const storage = `127.0.0.1:${ports.storage}`;
  return [
    controller('source-controller', suffix, ports.source, [
      `--storage-path=${join(folder, `storage${suffix}`)}`, `--storage-addr=${storage}`, `--storage-adv-addr=${storage}`, ...args,
    ]),
    controller('kustomize-controller', suffix, ports.kustomize, ['--requeue-dependency=1s', ...args]),
    controller('helm-controller', suffix, ports.helm, ['--requeue-dependency=1s', '--graceful-shutdown-timeout=5s', ...args]),
  ];
}

function controller(program: string, suffix: string, health: number, args: readonly string[]): Part {
  return {
    name: `${program}${suffix}`,
    program,
    args: [
      '--watch-all-namespaces', '--enable-leader-election=false', '--log-encoding=json', '--metrics-addr=0', '--events-addr=',
      `--health-addr=127.0.0.1:${health}`, ...args,
    ],
    ready: `http://127.0.0.1:${health}/readyz`,
  };
}

/** What a process of the rig sees: nothing of the user's own clusters and credentials. */
export function environmentOf({ folder }: Plan): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: join(folder, 'home'),
    TMPDIR: join(folder, 'tmp'),
    KUBECONFIG: join(folder, 'kubeconfig'),
    RUNTIME_NAMESPACE: 'flux-system',
  };
}

/** The end of a log, for an error. */
export function tailOf({ folder }: Plan, name: string): string {
  return readFileSync(join(folder, 'log', `${name}.log`), 'utf8').split('\n').slice(-15).join('\n');
}
