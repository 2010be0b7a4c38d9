import type { Counts } from '../checks/report';

/** A migration in the table. */
export interface Row {
  readonly tree: string;
  readonly mode: string;
  readonly counts: Counts;
  /** The code of each finding. */
  readonly findings: readonly string[];
  readonly checks: number;
  readonly failed: readonly string[];
}

/** All migrations as Markdown. */
export function table(rows: readonly Row[]): string {
  const lines = rows.map(({ tree, mode, counts, findings, checks, failed }) => [
    tree, mode, counts.files, counts.flux, counts.kustomizations, counts.releases, counts.sources, counts.patches,
    byCode(findings), `${checks - failed.length}/${checks}${failed.length ? ` (not: ${failed.join('; ')})` : ''}`,
  ]);
  const head = ['tree', 'options', 'files', 'Flux objects', 'Kustomizations moved', 'HelmReleases moved', 'new sources', 'patches changed', 'findings', 'checks'];
  return [head, head.map(() => '---'), ...lines].map(cells => `| ${cells.join(' | ')} |`).join('\n') + '\n';
}

function byCode(codes: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const code of [...codes].sort()) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, count]) => `${code} ${count}`).join(', ') || 'none';
}
