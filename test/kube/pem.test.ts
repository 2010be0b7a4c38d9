import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { CosignPublicKeys, NotationTrust, Pem, RegistryCa } from '../../src';
import { acceptedDocument } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { contentOf, fluxChart, warningsOf } from '../support/render';
import { EXPIRED, FUTURE, OTHER_CA } from '../verification/certificates';
import { CERTIFICATE, filesOf, leaksOf, PKCS1_PUBLIC_KEY, PRIVATE_KEYS, PUBLIC_KEYS, publicKey, tellingOf } from '../verification/material';

const EC = PUBLIC_KEYS['EC P-256'];

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'pem-')); });
afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(content: string, name = 'key.pem'): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function keys(pem: Pem, chart = fluxChart()): CosignPublicKeys {
  return new CosignPublicKeys(chart, 'Keys', { keys: { release: pem } });
}

function trust(pem: Pem, chart = fluxChart()): NotationTrust {
  return new NotationTrust(chart, 'Trust', { certificates: { ca: pem }, policies: [{ registryScopes: ['*'], trustedIdentities: ['*'] }] });
}

function renderedKey(pem: Pem): string {
  const chart = fluxChart();
  keys(pem, chart);
  return contentOf(acceptedDocument(chart, 'Secret'))['release.pub'];
}

function renderedCertificate(pem: Pem): string {
  const chart = fluxChart();
  trust(pem, chart);
  return contentOf(acceptedDocument(chart, 'Secret'))['ca.crt'];
}

describe('a public key', () => {
  test.each(Object.entries(PUBLIC_KEYS))('%s is rendered as it is', (_, pem) => {
    expect(renderedKey(Pem.text(pem))).toBe(pem);
  });

  test.each([['EC P-256'], ['RSA'], ['RSA 4096']])('%s is said nothing about', kind => {
    const chart = fluxChart();
    keys(Pem.text(PUBLIC_KEYS[kind]), chart);
    expect(warningsOf(chart)).toEqual([]);
  });

  test.each([['EC P-384', 'an EC key on P-384'], ['EC P-521', 'an EC key on P-521'], ['Ed25519', 'an Ed25519 key']])('%s is warned about', (kind, got) => {
    const chart = fluxChart();
    keys(Pem.text(PUBLIC_KEYS[kind]), chart);
    expect(warningsOf(chart)).toEqual(['FOC097 [delivery/Keys] no signature that cosign makes today with the key in the text for "release" gets through: Flux takes it '
      + `for one of SHA-256, and cosign hashes otherwise; got ${got}; use an EC key on P-256, as \`cosign generate-key-pair\` makes it, or an RSA key`]);
  });

  test('may come from a file, with an absolute or a relative path', () => {
    const path = fileWith(EC);
    expect(renderedKey(Pem.file(path))).toBe(EC);
    expect(renderedKey(Pem.file(relative(process.cwd(), path)))).toBe(EC);
  });

  test('is the same Secret whatever its line ends, and what stands around it', () => {
    expect(renderedKey(Pem.text(EC.replace(/\n/g, '\r\n')))).toBe(EC);
    expect(renderedKey(Pem.text(EC.trim()))).toBe(EC);
    expect(renderedKey(Pem.text(`Key of the release team:\n\n${EC}\n\n`))).toBe(EC);
  });

  test('in the older form of RSA is rendered in the usual one', () => {
    expect(renderedKey(Pem.text(PKCS1_PUBLIC_KEY))).toBe(PUBLIC_KEYS.RSA);
  });
});

describe('a certificate', () => {
  test('is rendered as it is', () => {
    expect(renderedCertificate(Pem.text(CERTIFICATE))).toBe(CERTIFICATE);
  });

  test('may come from a file', () => {
    expect(renderedCertificate(Pem.file(fileWith(CERTIFICATE)))).toBe(CERTIFICATE);
  });

  test('is the same Secret whatever its line ends, and what stands around it', () => {
    expect(renderedCertificate(Pem.text(`Certificate:\n    Data: …\n${CERTIFICATE.replace(/\n/g, '\r\n')}`))).toBe(CERTIFICATE);
  });
});

describe('several certificates', () => {
  const ca = (pem: Pem, chart = fluxChart()) => new RegistryCa(chart, 'Ca', { certificates: [pem] });

  test('may be in one text where several are asked for, and are rendered without what stands around them', () => {
    const chart = fluxChart();
    ca(Pem.text(`The one:\n${CERTIFICATE}the other:\n${OTHER_CA.replace(/\n/g, '\r\n')}`), chart);
    expect(contentOf(acceptedDocument(chart, 'Secret'))['ca.crt']).toBe(CERTIFICATE + OTHER_CA);
  });

  test.each([
    ['nothing', '', 'no PEM block'],
    ['a public key', EC, 'a block "PUBLIC KEY"'],
    ['a public key beside one', CERTIFICATE + EC, 'a block "CERTIFICATE" and a block "PUBLIC KEY"'],
    ['one without its end', CERTIFICATE.split('\n').slice(0, 4).join('\n'), 'a block "CERTIFICATE"'],
  ])('fail with %s', (_, text, got) => {
    expect(refusalOf(() => ca(Pem.text(text)))).toBe(`FOC041 [delivery/Ca] the text for "certificates[0]" must hold certificates in PEM form; got ${got}; use the certificate of the CA`);
  });

  test('fail with one that does not parse, or a private key', () => {
    expect(refusalOf(() => ca(Pem.text(CERTIFICATE + OTHER_CA.replace('MIID', 'MIIE')))))
      .toBe('FOC041 [delivery/Ca] the PEM block in the text for "certificates[0]" is no certificate; got a block that does not parse; use the whole block, unchanged');
    expect(refusalOf(() => ca(Pem.text(CERTIFICATE + PRIVATE_KEYS['EC in PKCS#8']))))
      .toBe('FOC042 [delivery/Ca] the text for "certificates[0]" holds a private key, which must never leave its owner; use the certificate of the CA');
  });
});

describe('the time of a certificate', () => {
  const warned = (pem: string) => {
    const chart = fluxChart();
    trust(Pem.text(pem), chart);
    return warningsOf(chart);
  };

  test('is warned about where it is over, or yet to come', () => {
    expect(warned(EXPIRED)).toEqual(['FOC097 [delivery/Trust] the certificate in the text for "ca" has expired on 2025-01-01; use one that is valid now']);
    expect(warned(FUTURE)).toEqual(['FOC097 [delivery/Trust] the certificate in the text for "ca" is not valid before 2099-01-01; use one that is valid now']);
  });

  test('changes nothing of what is rendered', () => {
    expect(renderedCertificate(Pem.text(EXPIRED))).toBe(EXPIRED);
    expect(warned(CERTIFICATE)).toEqual([]);
  });
});

describe.each(Object.entries(PRIVATE_KEYS))('fails with a private key (%s)', (_, secret) => {
  test('as a public key', () => {
    expect(refusalOf(() => keys(Pem.text(secret))))
      .toBe('FOC042 [delivery/Keys] the text for "release" holds a private key, which must never leave its owner; use what `cosign public-key` prints');
  });

  test('as a certificate', () => {
    expect(refusalOf(() => trust(Pem.text(secret)))).toBe('FOC042 [delivery/Trust] the text for "ca" holds a private key, '
      + 'which must never leave its owner; use the certificate of the CA');
  });

  test('beside a public key', () => {
    expect(refusalOf(() => keys(Pem.text(EC + secret)))).toBe(refusalOf(() => keys(Pem.text(secret))));
    expect(refusalOf(() => keys(Pem.text(secret + EC)))).toBe(refusalOf(() => keys(Pem.text(secret))));
  });

  test('in a file', () => {
    const path = fileWith(secret);
    expect(refusalOf(() => keys(Pem.file(path))))
      .toBe(`FOC042 [delivery/Keys] the file ${path} for "release" holds a private key, which must never leave its owner; use what \`cosign public-key\` prints`);
  });

  test('as a path', () => {
    expect(refusalOf(() => Pem.file(secret))).toBe('FOC041 `Pem.file` takes the path of a file, not its content; use Pem.text, or a path');
  });

  test('and shows no part of it, neither in the error nor in a file', () => {
    const path = fileWith(secret);
    const pems = [
      () => Pem.text(secret), () => Pem.file(path), () => Pem.text(EC + secret), () => Pem.text(CERTIFICATE + secret), () => Pem.file(secret),
    ];
    for (const pem of pems) {
      expect(leaksOf(secret, tellingOf(() => keys(pem())))).toEqual([]);
      expect(leaksOf(secret, tellingOf(() => trust(pem())))).toEqual([]);
      expect(leaksOf(secret, filesOf(chart => keys(pem(), chart)))).toEqual([]);
      expect(leaksOf(secret, filesOf(chart => trust(pem(), chart)))).toEqual([]);
    }
  });

  test('and lets nothing of it through where its first line is damaged', () => {
    const other = publicKey('ec');
    const damaged = secret.replace('-----BEGIN', '----BEGIN');
    expect(leaksOf(secret, tellingOf(() => keys(Pem.text(damaged))))).toEqual([]);
    expect(leaksOf(secret, filesOf(chart => keys(Pem.text(other + damaged), chart)))).toEqual([]);
    expect(leaksOf(secret, filesOf(chart => keys(Pem.text(damaged + other), chart)))).toEqual([]);
    expect(renderedKey(Pem.text(other + damaged))).toBe(other);
    expect(leaksOf(secret, filesOf(chart => trust(Pem.text(damaged + CERTIFICATE), chart)))).toEqual([]);
  });
});

describe('fails with what is no public key:', () => {
  const refused = (text: unknown) => refusalOf(() => keys(Pem.text(text as string)));
  const notOne = (got: string) => `FOC041 [delivery/Keys] the text for "release" must hold one public key in PEM form; got ${got}; use what \`cosign public-key\` prints`;
  const broken = 'FOC041 [delivery/Keys] the PEM block in the text for "release" is no public key; got a block that does not parse; use the whole block, unchanged';
  const unusable = (got: string) => `FOC041 [delivery/Keys] cosign signs with no key such as the one in the text for "release"; got ${got}; `
    + 'use an EC key on P-256, as `cosign generate-key-pair` makes it, or an RSA key of 2048, 3072 or 4096 bits';

  test('a certificate', () => {
    expect(refused(CERTIFICATE)).toBe(notOne('a block "CERTIFICATE"'));
  });

  test('two public keys in one', () => {
    expect(refused(EC + PUBLIC_KEYS.RSA)).toBe(notOne('a block "PUBLIC KEY" and a block "PUBLIC KEY"'));
  });

  test.each([['nothing', ''], ['a path', 'cosign.pub'], ['base64 without its frame', EC.split('\n').slice(1, -2).join('\n')], ['undefined', undefined], ['null', null]])('%s', (_, text) => {
    expect(refused(text)).toBe(notOne('no PEM block'));
  });

  test('an SSH key', () => {
    expect(refused('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAA me@acme')).toBe(notOne('no PEM block'));
  });

  test.each([
    ['cut off', EC.split('\n').slice(0, 2).join('\n')],
    ['with a line missing', EC.split('\n').filter((_, index) => index !== 1).join('\n')],
    ['empty', '-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n'],
    ['with other content', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n'],
  ])('a block %s', (_, text) => {
    expect(refused(text)).toBe(broken);
  });

  test('a private key under the name of a public one, which is not shown', () => {
    const secret = PRIVATE_KEYS['EC in PKCS#8'];
    const renamed = secret.replace(/PRIVATE KEY/g, 'PUBLIC KEY');
    expect(refused(renamed)).toBe(broken);
    expect(leaksOf(secret, tellingOf(() => keys(Pem.text(renamed))) + filesOf(chart => keys(Pem.text(renamed), chart)))).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['X25519', publicKey('x25519', {}), 'a key of type x25519'],
    ['RSA-PSS', publicKey('rsa-pss', { modulusLength: 2048 }), 'a key of type rsa-pss'],
    ['EC on a curve that Go lacks', publicKey('ec', { namedCurve: 'secp256k1' }), 'an EC key on secp256k1'],
    ['EC on a curve that cosign refuses', publicKey('ec', { namedCurve: 'P-224' }), 'an EC key on secp224r1'],
    ['RSA of 1024 bits', publicKey('rsa', { modulusLength: 1024 }), 'an RSA key of 1024 bits'],
    ['RSA of 2560 bits', publicKey('rsa', { modulusLength: 2560 }), 'an RSA key of 2560 bits'],
  ])('%s', (_, text, got) => {
    expect(refused(text)).toBe(unusable(got));
  });
});

describe('fails with what is no certificate:', () => {
  const refused = (text: string) => refusalOf(() => trust(Pem.text(text)));
  const notOne = (got: string) => `FOC041 [delivery/Trust] the text for "ca" must hold one certificate in PEM form; got ${got}; `
    + 'use the certificate of the CA';

  test('a public key', () => {
    expect(refused(EC)).toBe(notOne('a block "PUBLIC KEY"'));
  });

  test('a chain in one text', () => {
    expect(refused(CERTIFICATE + CERTIFICATE)).toBe(notOne('a block "CERTIFICATE" and a block "CERTIFICATE"'));
  });

  test('a request for one', () => {
    expect(refused(CERTIFICATE.replace(/CERTIFICATE/g, 'CERTIFICATE REQUEST'))).toBe(notOne('a block "CERTIFICATE REQUEST"'));
  });

  test('nothing', () => {
    expect(refused('')).toBe(notOne('no PEM block'));
  });

  test('a block that does not parse', () => {
    expect(refused(CERTIFICATE.replace('MIIB', 'MIIC')))
      .toBe('FOC041 [delivery/Trust] the PEM block in the text for "ca" is no certificate; got a block that does not parse; use the whole block, unchanged');
  });
});

describe('a file', () => {
  test('fails where there is none', () => {
    const path = join(folder, 'nowhere.pem');
    expect(refusalOf(() => Pem.file(path))).toBe(`FOC041 a PEM file can't be read; got "${path}" (ENOENT); use a path that exists`);
  });

  test('fails where it is a folder', () => {
    expect(refusalOf(() => Pem.file(folder))).toBe(`FOC041 a PEM file can't be read; got "${folder}" (EISDIR); use a path that exists`);
  });

  test('is named where its content is wrong', () => {
    const path = fileWith('nothing');
    expect(refusalOf(() => keys(Pem.file(path))))
      .toBe(`FOC041 [delivery/Keys] the file ${path} for "release" must hold one public key in PEM form; got no PEM block; use what \`cosign public-key\` prints`);
  });

  test.each([[undefined, 'undefined'], [null, 'null'], [0, 'number'], [Buffer.from('key.pem'), 'Buffer']])('fails as %p', (path, got) => {
    expect(refusalOf(() => Pem.file(path as any))).toBe(`FOC041 a PEM file can't be read; got ${got}; use a path that exists`);
  });

  test('is read at once', () => {
    const path = fileWith(EC, 'early.pem');
    const pem = Pem.file(path);
    rmSync(path);
    expect(renderedKey(pem)).toBe(EC);
  });
});
