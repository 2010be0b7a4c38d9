import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { compiled } from './support/compiled';
import { ran, stub } from './support/program';
import { removeTrees, sixtyFiles, treeOf } from './support/tree';
import { version } from '../../package.json';

afterAll(removeTrees);

jest.setTimeout(60_000);

const program = join(compiled(), 'bin/flux-oci');

test('the package has it', () => {
  expect(ran(program, '--version')).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
  expect(ran(program)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/^Usage: flux-oci /) });
});

test('the real rules decide', () => {
  const root = treeOf({ 'a.yaml': 'kind: ConfigMap\n' });
  expect(ran(program, 'migrate', root, '--registry', 'oci://ghcr.io/acme')).toMatchObject({ status: 0, stdout: '', stderr: 'nothing to change\n' });
  expect(ran(program, 'migrate', root, '--registry', 'ghcr.io/acme')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/^FOC011 /) });
});

test('ends without a word when nobody reads on', () => {
  const root = sixtyFiles();
  const command = `"${process.execPath}" "${stub()}" migrate "${root}" --registry oci://ghcr.io/acme | head -n 1`;
  const { stdout, stderr, status } = spawnSync('bash', ['-o', 'pipefail', '-c', command], { encoding: 'utf8' });
  expect({ stdout, status }).toEqual({ stdout: 'diff --git a/apps/team-0/add-0.yaml b/apps/team-0/add-0.yaml\n', status: 0 });
  expect(stderr).toMatch(/^would write .*\n\nnext:\n/);
});
