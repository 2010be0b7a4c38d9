import { PassThrough } from 'node:stream';
import { removeTrees, treeOf } from './support/tree';
import { main } from '../../src/cli/main';

afterAll(removeTrees);

function processOf(...args: string[]): { readonly argv: string[]; readonly env: object; readonly stdout: PassThrough; readonly stderr: PassThrough } {
  return { argv: ['node', 'flux-oci', ...args], env: {}, stdout: new PassThrough(), stderr: new PassThrough() };
}

test('prints to the streams of the process', () => {
  const own = processOf('migrate', treeOf({ 'a.yaml': 'kind: ConfigMap\n' }), '--registry', 'oci://ghcr.io/acme');
  expect(main(own as unknown as NodeJS.Process, '1.2.3')).toBe(0);
  expect(String(own.stderr.read())).toBe('nothing to change\n');
});

test('minds no reader that goes away, but every other failure', () => {
  const own = processOf('--version');
  main(own as unknown as NodeJS.Process, '1.2.3');
  expect(String(own.stdout.read())).toBe('1.2.3\n');
  expect(() => own.stdout.emit('error', Object.assign(new Error('gone'), { code: 'EPIPE' }))).not.toThrow();
  expect(() => own.stderr.emit('error', Object.assign(new Error('full'), { code: 'ENOSPC' }))).toThrow('full');
});
