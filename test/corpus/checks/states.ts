import { isFlux, isTemplate, nameOf, syncOf } from '../support/flux';
import type { Run } from '../support/run';

/** A source that was moved: what it followed, and what it follows now. */
interface Followed {
  readonly name: string;
  readonly was: string;
  readonly now: string;
  readonly isTold: boolean;
}

/** (b) Sources that followed different branches or tags don't follow the same artifact now, unless that is told. */
export function statesApart(run: Run): string[] {
  const all = [...sourcesIn(run), ...instancesIn(run)];
  return [...new Set(all.filter(({ was, now, isTold: told }) => {
    const isMixed = all.some(other => other.now === now && other.was !== was);
    return !told && (isMixed || (isTemplate(was) && !isTemplate(now)));
  }).map(({ name, was, now }) => `${name} followed ${was}, and follows ${now} as others do`))];
}

function sourcesIn(run: Run): Followed[] {
  return run.before.objects.filter(({ value }) => isFlux(value, 'GitRepository')).flatMap(({ value: old, file }) => {
    const now = run.after.objects.find(({ value }) => isFlux(value, 'OCIRepository') && value.metadata?.name === old.metadata?.name
      && value.metadata?.namespace === old.metadata?.namespace);
    const { commit, tag, semver, branch = 'master' } = old.spec?.ref ?? {};
    const was = String(commit ?? tag ?? semver ?? branch);
    const { url, ref } = now?.value.spec ?? {};
    return url ? [{ name: nameOf(old), was, isTold: isTold(run, file, was), now: `${url} ${JSON.stringify(ref)}` }] : [];
  });
}

function instancesIn(run: Run): Followed[] {
  return run.before.instances.flatMap(({ value: old, file }) => {
    const now = syncOf(run.after.instances.find(each => each.file === file)?.value);
    if (syncOf(old).kind !== 'GitRepository' || now?.kind !== 'OCIRepository') return [];
    const was = String(syncOf(old).ref).replace(/^refs\/(heads|tags)\//, '');
    return [{ name: `the FluxInstance of ${file}`, was, isTold: isTold(run, file, was), now: `${now.url} ${JSON.stringify({ tag: now.ref })}` }];
  });
}

function isTold({ migration }: Run, file: string, state: string): boolean {
  return migration.findings.some(finding => finding.file === file && finding.problem.includes(state));
}
