import { join } from 'node:path';
import { Classes } from './classes';
import { MigrationScope } from '../../../src/migration/migration-options';
import { syncOf } from '../support/flux';
import { migrate, stateOf } from '../support/migrate';
import { readTree, type Tree } from '../support/tree';
import { REGISTRY } from '../trees';

const BEFORE = 'xunholy+k8s-gitops@2025-09-pre-oci';
const PREFIX = 'kubernetes';

/** A person moved this repository by hand: the sourceRefs and paths of Kustomizations, whose artifact a FluxInstance pulled already. */
export function xunholyPair(folder: string): void {
  describe('xunholy, moved by hand in 2025-09', () => {
    let [before, ours, human]: Tree[] = [];

    beforeAll(() => {
      const ownership = { own: ['flux-system.flux-system'], artifactRoot: PREFIX };
      const options = { registry: REGISTRY, what: MigrationScope.GIT, artifactRoot: PREFIX };
      const { instances } = stateOf(readTree(join(folder, BEFORE)), options, ownership);
      const { url } = instances.map(({ value }) => syncOf(value)).find(({ kind }) => kind === 'OCIRepository');
      const run = migrate(join(folder, BEFORE), { ...options, sources: { 'flux-system.flux-system': url } }, ownership);
      [before, ours] = [run.before.tree, run.after.tree];
      human = readTree(join(folder, 'xunholy+k8s-gitops@2025-09-post-oci'));
    });

    test('72 files are equal to the byte, the other 27 are slips that we do not make', () => {
      const classes = new Classes();
      for (const [file, text] of human) {
        if (text === undefined || text === before.get(file)) continue;
        const now = ours.get(file) ?? '';
        classes.add(file, [
          ['equal', now === text],
          ['the kind was forgotten in a live file', withKind(text) === now && !file.startsWith('.archive/')],
          ['the kind was forgotten in an archived file', withKind(text) === now],
          ['the path was forgotten', withPath(text) === now],
          ['an object within comments was moved', withoutComments(text) === withoutComments(now) && text !== now],
        ]);
      }
      expect(classes.unexplained).toEqual([]);
      expect(classes.byReason).toEqual({
        'equal': 72,
        'the kind was forgotten in a live file': 7,
        'the kind was forgotten in an archived file': 16,
        'the path was forgotten': 3,
        'an object within comments was moved': 1,
      });
    });

    test('what we change beyond that are slips too, or refer to the source otherwise', () => {
      const classes = new Classes();
      for (const [file, text = ''] of ours) {
        const was = before.get(file) ?? '';
        if (text === was || human.get(file) !== was) continue;
        classes.add(`${file}: ${kindsOf(text)}`, [
          ['a Kustomization was forgotten altogether', withPath(withKind(was)) === text],
          ['a Receiver has to know the new source', /: Receiver$/],
          ['an Alert has to know the new source', /: Alert$/],
        ]);
      }
      expect(classes.unexplained).toEqual([]);
      expect(classes.byReason).toEqual({
        'a Kustomization was forgotten altogether': 1,
        'a Receiver has to know the new source': 1,
        'an Alert has to know the new source': 1,
      });
    });
  });
}

function withKind(text: string): string {
  return text.replace(/(sourceRef:\s+kind: )GitRepository(\s+name: flux-system)/g, '$1OCIRepository$2');
}

function withPath(text: string): string {
  return text.replace(new RegExp(`path: ("?)./${PREFIX}/`, 'g'), 'path: $1./');
}

function withoutComments(text: string): string {
  return text.replace(/^\s*#.*$/gm, '');
}

function kindsOf(text: string): string {
  return [...new Set([...text.matchAll(/^kind: (\w+)$/gm)].map(([, kind]) => kind))].join(' ') || 'none';
}
