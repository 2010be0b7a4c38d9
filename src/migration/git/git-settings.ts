import type { GitSource } from './git-source';
import { ignoreWithin } from './ignore-patterns';
import type { MigrationRun, Spot } from '../migration-run';
import type { NewSource } from '../new-source';
import { dataOf, find, mapAt, textAt } from '../yaml-lookup';

/** What a GitRepository says that an OCIRepository says too, and a finding for everything else. */
export class GitSettings {
  private readonly spec;

  public constructor(private readonly run: MigrationRun, private readonly source: GitSource) {
    this.spec = source.object!.spec;
  }

  /** What the new source takes over. */
  public taken(): Omit<NewSource, 'name' | 'url'> {
    const timeout = textAt(this.spec, 'timeout');
    const proxy = textAt(this.spec, 'proxySecretRef', 'name');
    const suspend = textAt(this.spec, 'suspend') === 'true';
    const ignore = this.ignoreOutcome()?.ignore;
    return {
      namespace: this.source.object!.namespace,
      interval: textAt(this.spec, 'interval'),
      ...(timeout !== undefined && { timeout: inMinutes(timeout) }),
      ...(suspend && { suspend }),
      ...(proxy !== undefined && { proxySecret: secretNamed(proxy) }),
      ...(ignore !== undefined && { ignore }),
      labels: textsAt(this.source, 'labels'),
      annotations: { ...textsAt(this.source, 'annotations'), [PRUNE]: 'disabled' },
    };
  }

  /** Tells what isn't taken over. */
  public tell(): void {
    this.tellOfSecret();
    this.tellOfIgnore();
    if (textAt(this.spec, 'suspend') === 'true') this.run.note('FOC107', this.spot('suspend'), 'the new source begins suspended, and has never pulled anything', '`flux resume source oci` before its consumers are applied');
    this.tellOf('verify', 'signatures of commits aren\'t checked any more', '`verify`: who signs the artifact');
    this.tellOf('recurseSubmodules', 'submodules must be in the artifact', 'a checkout with submodules where the artifact is pushed');
    this.tellOf('sparseCheckout', 'what is left out must be left out of the artifact', '`--ignore-paths` where it is pushed');
    this.tellOf('include', 'what it includes must be in the artifact', 'a copy of it where the artifact is pushed');
  }

  private tellOfSecret(): void {
    const secret = textAt(this.spec, 'secretRef', 'name');
    if (secret !== undefined) this.run.note('FOC107', this.spot('secretRef'), `secretRef ${secret} is for Git, and isn't carried over`, this.run.options.auth ? undefined : '`--pull-secret` with a kubernetes.io/dockerconfigjson Secret, unless the registry lets anybody pull');
    const provider = textAt(this.spec, 'provider');
    if (provider !== undefined && provider !== 'generic') this.run.note('FOC107', this.spot('provider'), `provider ${provider} is for Git, and isn't carried over`, this.run.options.auth ? undefined : '`--provider` where the registry is of a cloud');
  }

  private tellOfIgnore(): void {
    const found = find(this.spec, 'ignore');
    const outcome = this.ignoreOutcome();
    if (!found || !outcome) return;
    const spot = this.spot('ignore');
    if (outcome.unclear !== undefined) {
      this.run.ask('FOC108', spot, `ignore isn't carried over: the pattern ${outcome.unclear} is relative to the repository, and the artifact begins below it`, '`--ignore-paths` where the artifact is pushed');
    } else if (outcome.only !== undefined) {
      this.run.note('FOC108', spot, `only /${outcome.only} is used of the artifact`, `\`--artifact-root ${outcome.only}\`, which pushes nothing else and takes it out of every \`path\``);
    } else if (outcome.ignore === undefined) {
      this.run.note('FOC108', spot, 'ignore isn\'t carried over: the artifact holds nothing that it left out');
    }
  }

  private tellOf(key: string, problem: string, use: string): void {
    if (find(this.spec, key)) this.run.note('FOC107', this.spot(key), `${key} isn't carried over: ${problem}`, use);
  }

  private spot(key: string): Spot {
    const object = this.source.object!;
    return { file: object.file, object, offset: find(this.spec, key)?.pair.keyStart };
  }

  private ignoreOutcome(): ReturnType<typeof ignoreWithin> | undefined {
    const ignore = textAt(this.spec, 'ignore');
    return ignore === undefined ? undefined : ignoreWithin(ignore, this.source.home?.own ? this.run.options.artifactRoot : '');
  }
}

/** Keeps the new source while the old one, and what applied it, goes. */
const PRUNE = 'kustomize.toolkit.fluxcd.io/prune';

function textsAt(source: GitSource, key: string): { [name: string]: string } {
  const data = dataOf(mapAt(source.object!.map, 'metadata', key)) as Record<string, unknown> | undefined;
  return Object.fromEntries(Object.entries(data ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** The timeout of an OCIRepository has no hours. */
export function inMinutes(duration: string): string {
  return duration.replace(/^(\d+)h(?:(\d+)m)?/, (_, hours: string, minutes: string | undefined) => `${Number(hours) * 60 + Number(minutes ?? 0)}m`);
}

/** Most migrations need no construct, and so shouldn't load cdk8s. */
function secretNamed(name: string): NonNullable<NewSource['proxySecret']> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { SecretRef } = require('../../kube/secret-ref') as typeof import('../../kube/secret-ref');
  return SecretRef.named(name);
}
