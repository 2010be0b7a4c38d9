import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { binary, type Part, type Ports } from './parts';
import type { Doors, Plan } from './plan';
import { outputOf } from './run';

/** The registries, and how to get through the doors of those that have one. */
export async function registries(plan: Plan, ports: Ports): Promise<{ readonly parts: Part[]; readonly doors: Doors }> {
  const pki = join(plan.folder, 'pki/registry');
  const password = randomBytes(8).toString('hex');
  mkdirSync(pki);
  await outputOf(binary('pki'), ['registry', `--dir=${pki}`, `--password=${password}`]);
  const tls = { certificate: join(pki, 'server.crt'), key: join(pki, 'server.key') };
  const parts = [
    distribution(plan, 'registry', ports.registry),
    distribution(plan, 'basic-auth-registry', ports.basicAuth, { auth: { htpasswd: { realm: 'rig', path: join(pki, 'htpasswd') } } }),
    distribution(plan, 'tls-registry', ports.tls, {}, { tls }),
    distribution(plan, 'mutual-tls-registry', ports.mutualTls, {}, {
      tls: { ...tls, clientcas: [join(pki, 'ca.crt')], clientauth: 'require-and-verify-client-cert' },
    }),
    {
      name: 'referrers-registry',
      program: 'crane',
      args: ['registry', 'serve', '--address', `127.0.0.1:${ports.referrersRegistry}`],
      ready: `http://127.0.0.1:${ports.referrersRegistry}/v2/`,
    },
  ];
  return { parts, doors: { basicAuth: `localhost:${ports.basicAuth}`, password, tls: `0.0.0.0:${ports.tls}`, mutualTls: `0.0.0.0:${ports.mutualTls}`, pki } };
}

/** All of them serve the same blobs. */
function distribution({ folder }: Plan, name: string, port: number, options: object = {}, http: object = {}): Part {
  const config = join(folder, `${name}.json`);
  writeFileSync(config, JSON.stringify({
    version: '0.1',
    log: { level: 'warn' },
    storage: { filesystem: { rootdirectory: join(folder, 'blobs') }, delete: { enabled: true } },
    http: { addr: `127.0.0.1:${port}`, secret: 'rig', ...http },
    ...options,
  }));
  return { name, program: 'registry', args: ['serve', config], env: { OTEL_TRACES_EXPORTER: 'none' }, ready: `tcp://127.0.0.1:${port}` };
}
