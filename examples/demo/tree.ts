import type { CheckedDocument, CheckedFile } from './check';
import { deliveriesAmong, isSource, type Delivery } from './flow';
import { pullOf } from './pull';
import { signerOf } from './signer';
import { count, wrap } from './text';

/** Each file with its documents; below a source stands what it pulls and who delivers that. */
export function treeOf(files: readonly CheckedFile[]): string[] {
  const deliveries = deliveriesAmong(files.flatMap(({ documents }) => documents));
  return files.flatMap(({ name, documents }) => {
    const shown = documents.filter(document => !isBelowItsSource(document, deliveries));
    return [name, ...shown.flatMap(document => branch(document, deliveries)), ''];
  });
}

function isBelowItsSource(document: CheckedDocument, deliveries: readonly Delivery[]): boolean {
  return deliveries.some(({ by, origins }) => by === document && origins.some(({ file }) => file === document.file));
}

function branch(checked: CheckedDocument, deliveries: readonly Delivery[]): string[] {
  if (isSource(checked.document)) return sourceBranch(checked, deliveries.filter(({ origins }) => origins.includes(checked)));
  const delivery = deliveries.find(({ by }) => by === checked);
  return delivery ? deliveryBranch(delivery) : wrap(`  ${titled(checked)}`, 4);
}

function sourceBranch(source: CheckedDocument, deliveries: readonly Delivery[]): string[] {
  const arrows = deliveries.map(({ by, target }) => `${titled(by)}${by.file === source.file ? '' : ` (${by.file})`} → ${target}`);
  return [
    ...wrap(`  ${titled(source)}`, 4),
    ...detailsOf(source),
    ...(arrows.length ? arrows : ['nothing in these files uses it']).flatMap(arrow => wrap(`    → ${arrow}`, 6)),
  ];
}

/** The fields of a document with problems may be of any shape. */
function detailsOf({ document, problems }: CheckedDocument): string[] {
  if (problems.length) return [];
  const signer = document.kind === 'OCIRepository' ? wrap(`    signed by  ${signerOf(document.spec.verify)}`, 15) : [];
  return [...wrap(`    pulls      ${pullOf(document)}`, 15), ...signer];
}

function deliveryBranch({ by, source, origins, target }: Delivery): string[] {
  const where = origins.length ? origins.map(({ file }) => file).join(', ') : 'not in these files';
  return [...wrap(`  ${titled(by)} → ${target}`, 4), ...wrap(`    from       ${source ? `${source} (${where})` : 'no source'}`, 15)];
}

function titled({ label, problems }: CheckedDocument): string {
  return problems.length ? `${label} (${count(problems.length, 'problem')}, see below)` : label;
}
