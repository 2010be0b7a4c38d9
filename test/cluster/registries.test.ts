import { join } from 'node:path';
import { ApiObject, Testing, type Chart } from 'cdk8s';
import type { Doors } from './rig/plan';
import { conditionOf, type Condition } from './support/cluster';
import { cosignKeys } from './support/cosign';
import { notationKey } from './support/notation';
import { Proxy } from './support/proxy';
import { configMap, type Published } from './support/publish';
import { rigs } from './support/rigs';
import { Scenario } from './support/scenario';
import {
  CosignPublicKeys, NotationTrust, OciRef, OciRepository, Pem, RegistryAuth, RegistryCa, RegistryProxy, SecretRef, ServiceAccountRef, Verification,
  type OciRepositoryProps,
} from '../../src';
import { fluxChart } from '../support/render';

// What Flux needs to get through the doors of private registries, and what it says before closed ones.

type Make = (chart: Chart) => Partial<OciRepositoryProps>;

let doors: Doors;
let story: Scenario;
let app: Published;

beforeEach(async () => {
  doors = rigs()['2.9'].doors!;
  story = await new Scenario('registries').open();
  app = await story.publisher.push(`${story.namespace}/app`, '1.0.0', { 'app.yaml': configMap('app') });
});

afterEach(() => story.close());

/** What Flux says of the app in this registry. */
async function pull(host: string, make: Make = () => ({})): Promise<Condition> {
  await story.deliver(chart => new OciRepository(chart, 'App', { url: urlAt(host), ref: OciRef.digest(app.digest), ...make(chart) }));
  return story.cluster.settled(story.source('app'));
}

function urlAt(host: string): string {
  return `oci://${host}/${story.namespace}/app`;
}

function pulled(): Condition {
  return { status: 'True', reason: 'Succeeded', message: `stored artifact for digest '${app.digest}'` };
}

function failed(host: string, why: string): Condition {
  return { status: 'False', reason: 'OCIArtifactPullFailed', message: `failed to pull artifact from '${urlAt(host)}': ${why}` };
}

/** As the command line of Flux makes a Secret. */
async function createSecret(...args: string[]): Promise<void> {
  await story.cluster.apply(await story.publisher.tool('flux', ['create', 'secret', ...args, `--namespace=${story.namespace}`, '--export']));
}

async function createLogin(host: string, password = doors.password): Promise<void> {
  await createSecret('oci', 'registry', `--url=${host}`, '--username=robot', `--password=${password}`);
}

/** A Secret that no construct takes. */
async function applySecret(name: string, type: string, stringData: object): Promise<void> {
  await story.cluster.apply(JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: story.namespace }, type, stringData }));
}

describe('a registry that asks who pulls', () => {
  const LOGIN: Make = () => ({ auth: RegistryAuth.dockerConfig(SecretRef.named('registry')) });
  const UNKNOWN = () => failed(doors.basicAuth, `GET http://${doors.basicAuth}/v2/${story.namespace}/app/manifests/${app.digest}: `
    + `UNAUTHORIZED: authentication required; [map[Action:pull Class: Name:${story.namespace}/app Type:repository]]`);
  const config = (registry: string) => JSON.stringify({ auths: { [registry]: { username: 'robot', password: doors.password } } });

  test('lets the user of a Secret in', async () => {
    await createLogin(doors.basicAuth);
    expect(await pull(doors.basicAuth, LOGIN)).toEqual(pulled());
  });

  test('lets the user in whose Secret a ServiceAccount lists', async () => {
    await createLogin(doors.basicAuth);
    expect(await pull(doors.basicAuth, chart => {
      const puller = new ApiObject(chart, 'Puller', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'puller' }, imagePullSecrets: [{ name: 'registry' }] });
      return { auth: RegistryAuth.imagePullSecrets(ServiceAccountRef.of(puller)) };
    })).toEqual(pulled());
  });

  test('keeps everybody else out', async () => {
    expect(await pull(doors.basicAuth)).toEqual(UNKNOWN());
  });

  test('keeps the user of another password out', async () => {
    await createLogin(doors.basicAuth, 'another');
    expect(await pull(doors.basicAuth, LOGIN)).toEqual(UNKNOWN());
  });

  test('is asked as nobody where a ServiceAccount lists no Secret: hence FOC034', async () => {
    await story.cluster.run(['create', 'serviceaccount', 'puller', `--namespace=${story.namespace}`]);
    expect(await pull(doors.basicAuth, () => ({ auth: RegistryAuth.imagePullSecrets(ServiceAccountRef.named('puller')) }))).toEqual(UNKNOWN());
  });

  test('is asked as nobody where the Secret has user and password, as that of a HelmRepository: hence FOC033', async () => {
    await applySecret('registry', 'Opaque', { username: 'robot', password: doors.password });
    expect(await pull(doors.basicAuth, LOGIN)).toEqual(UNKNOWN());
  });

  test('is asked as nobody where a login is in a Secret of another type, as an ExternalSecret makes it that says none: hence FOC033', async () => {
    await applySecret('registry', 'Opaque', { '.dockerconfigjson': config(doors.basicAuth) });
    expect(await pull(doors.basicAuth, LOGIN)).toEqual(UNKNOWN());
  });

  test('is asked with the logins that FOC038 lets through, and as nobody with all others', async () => {
    const host = doors.basicAuth;
    const port = host.split(':')[1];
    const names = [
      host, `http://${host}`, `https://${host}/`, `https://${host}/v1/`, `${host}/v2/${story.namespace}`, `local*:${port}`,
      `loca?host:${port}`, `${host}/v2`, `${host}/elsewhere`, 'localhost', `*:${Number(port) + 1}`, `*.localhost:${port}`, `127.0.0.1:${port}`,
    ];
    const objects = (registry: string, name: string) => [
      { apiVersion: 'v1', kind: 'Secret', type: 'kubernetes.io/dockerconfigjson', metadata: { name }, stringData: { '.dockerconfigjson': config(registry) } },
      {
        apiVersion: 'source.toolkit.fluxcd.io/v1',
        kind: 'OCIRepository',
        metadata: { name },
        spec: { url: urlAt(host), ref: { digest: app.digest }, interval: '1h', secretRef: { name } },
      },
    ];
    const lets = (registry: string) => {
      const chart = fluxChart();
      const [secret] = objects(registry, 'registry');
      new OciRepository(chart, 'App', { url: urlAt(host), ref: OciRef.digest(app.digest), auth: RegistryAuth.dockerConfig(SecretRef.of(new ApiObject(chart, 'Secret', secret))) });
      return () => Testing.synth(chart);
    };
    await story.cluster.apply(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: names.flatMap((each, index) => objects(each, `login-${index}`)) }), `--namespace=${story.namespace}`);
    for (const [index, name] of names.entries()) {
      const { status } = await story.cluster.settled(story.source(`login-${index}`));
      expect([name, status]).toEqual([name, index < 6 ? 'True' : 'False']);
      if (status === 'True') lets(name)();
      else expect(lets(name)).toThrow(/^FOC038 /);
    }
  });
});

describe('a registry with a CA of its own', () => {
  const caOf = (...files: string[]): Make => chart => ({ certSecret: SecretRef.of(new RegistryCa(chart, 'Ca', { certificates: files.map(file => Pem.file(file)) })) });
  const CA: Make = chart => caOf(join(doors.pki, 'ca.crt'))(chart);
  const another = async () => (await notationKey(story.publisher)).certificate;
  const UNKNOWN = 'tls: failed to verify certificate: x509: certificate signed by unknown authority';

  test('is believed with its CA', async () => {
    expect(await pull(doors.tls, CA)).toEqual(pulled());
  });

  test('is believed with its CA among others', async () => {
    expect(await pull(doors.tls, caOf(await another(), join(doors.pki, 'ca.crt')))).toEqual(pulled());
  });

  test('is not believed without a CA, or with another', async () => {
    const refused = failed(doors.tls, `Get "https://${doors.tls}/v2/": ${UNKNOWN}`);
    expect(await pull(doors.tls)).toEqual(refused);
    expect(await pull(doors.tls, caOf(await another()))).toEqual(refused);
  });

  test('is believed unseen with `insecure`: hence FOC017', async () => {
    expect(await pull(doors.tls, () => ({ insecure: true }))).toEqual(pulled());
  });

  test('is not believed with `insecure` and another CA, which is then looked at', async () => {
    const file = await another();
    expect(await pull(doors.tls, chart => ({ insecure: true, ...caOf(file)(chart) }))).toEqual(failed(doors.tls, `Get "https://${doors.tls}/v2/": ${UNKNOWN}; `
      + `GET http://${doors.tls}/v2/: unexpected status code 400 Bad Request: Client sent an HTTP request to an HTTPS server.\n`));
  });

  test('is not asked where the Secret holds no CA: hence FOC041', async () => {
    await applySecret('ca', 'Opaque', { 'ca.crt': 'MIIB' });
    expect(await pull(doors.tls, () => ({ certSecret: SecretRef.named('ca') }))).toEqual({
      status: 'False', reason: 'AuthenticationFailed', message: `failed to generate transport for '${urlAt(doors.tls)}': failed to parse CA certificate`,
    });
  });

  test('asks for a certificate of the client as well, which a Secret from elsewhere has', async () => {
    const { message, ...refused } = await pull(doors.mutualTls, CA);
    expect(refused).toEqual({ status: 'False', reason: 'OCIArtifactPullFailed' });
    // The registry says so after the handshake of TLS 1.3: whether Flux reads it before it finds the connection closed is a matter of luck.
    const outcomes = ['remote error: tls: certificate required', 'http2: client conn could not be established'];
    expect(outcomes.map(outcome => failed(doors.mutualTls, `Get "https://${doors.mutualTls}/v2/": ${outcome}`).message)).toContain(message);
    const file = (name: string) => join(doors.pki, name);
    await createSecret('tls', 'client', `--tls-crt-file=${file('client.crt')}`, `--tls-key-file=${file('client.key')}`, `--ca-crt-file=${file('ca.crt')}`);
    expect(await pull(doors.mutualTls, () => ({ certSecret: SecretRef.named('client') }))).toEqual(pulled());
  });

  describe('holds signatures', () => {
    const notarized = async (): Promise<Make> => {
      const key = await notationKey(story.publisher);
      await key.sign(app);
      const policies = [{ registryScopes: ['*'], trustedIdentities: ['*'] }];
      return chart => ({ verify: Verification.notation(new NotationTrust(chart, 'Trust', { certificates: { ca: Pem.file(key.certificate) }, policies })) });
    };

    async function expectVerified(make: Make): Promise<void> {
      expect(await pull(doors.tls, chart => ({ ...CA(chart), ...make(chart) }))).toEqual(pulled());
      expect(conditionOf(await story.cluster.get(story.source('app')), 'SourceVerified')).toEqual({
        status: 'True', reason: 'Succeeded', message: `verified signature of revision ${app.digest}`,
      });
    }

    test('of cosign', async () => {
      const keys = await cosignKeys(story.publisher);
      await keys.sign(app);
      await expectVerified(chart => ({ verify: Verification.cosignKeys(new CosignPublicKeys(chart, 'Keys', { keys: { release: Pem.file(keys.publicKey) } })) }));
    });

    test('of notation', async () => {
      await expectVerified(await notarized());
    });

    test('of notation that `insecure` looks for in plain HTTP alone', async () => {
      const make = await notarized();
      expect(await pull(doors.tls, chart => ({ insecure: true, ...make(chart) }))).toEqual({
        status: 'False',
        reason: 'VerificationError',
        message: `failed to verify the signature using provider 'notation': HEAD "http://${doors.tls}/v2/${story.namespace}/app/manifests/${app.digest}": `
          + 'response status code 400: Bad Request',
      });
    });
  });
});

describe('a proxy', () => {
  let proxy: Proxy;
  beforeEach(async () => {
    proxy = await new Proxy().open();
  });
  afterEach(() => proxy.close());

  const through: Make = chart => ({ proxySecret: SecretRef.of(new RegistryProxy(chart, 'Proxy', { address: `http://${proxy.address}` })) });
  const CA: Make = chart => ({ certSecret: SecretRef.of(new RegistryCa(chart, 'Ca', { certificates: [Pem.file(join(doors.pki, 'ca.crt'))] })) });

  test('is asked for everything, even at localhost', async () => {
    const { registry } = rigs()['2.9'];
    expect(await pull(registry, through)).toEqual(pulled());
    expect(proxy.asked).toContain(`GET http://${registry}/v2/${story.namespace}/app/manifests/${app.digest}`);
    expect([...proxy.logins]).toEqual(['']);
  });

  test('is asked for a tunnel to a registry with HTTPS, with the user of a Secret from elsewhere', async () => {
    await createSecret('proxy', 'proxy', `--address=http://${proxy.address}`, '--username=robot', '--password=hunter2');
    expect(await pull(doors.tls, chart => ({ ...CA(chart), proxySecret: SecretRef.named('proxy') }))).toEqual(pulled());
    expect(new Set(proxy.asked)).toEqual(new Set([`CONNECT ${doors.tls}`]));
    expect([...proxy.logins]).toEqual(['robot:hunter2']);
  });

  test('that is not there stops everything', async () => {
    await proxy.close();
    const { address } = proxy;
    expect(await pull(doors.tls, chart => ({ ...CA(chart), ...through(chart) })))
      .toEqual(failed(doors.tls, `Get "https://${doors.tls}/v2/": proxyconnect tcp: dial tcp ${address}: connect: connection refused`));
  });

  test('is not asked at an address with another scheme: hence FOC039', async () => {
    await applySecret('proxy', 'Opaque', { address: 'socks4://127.0.0.1:1080' });
    expect(await pull(doors.tls, () => ({ proxySecret: SecretRef.named('proxy') }))).toEqual({
      status: 'False',
      reason: 'AuthenticationFailed',
      message: `failed to get proxy address: secret '${story.namespace}/proxy': proxy URL must use one of the supported schemes (http, https, socks5), got 'socks4'`,
    });
  });
});
