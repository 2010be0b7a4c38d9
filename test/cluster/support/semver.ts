import { SemverRange } from '../../../src/oci/semver-range';
import { SemverVersion } from '../../../src/oci/semver-version';
import { checkedTagFilter } from '../../../src/oci/tag-filter';
import { FluxOciError } from '../../../src/private/errors';
import { binary } from '../rig/parts';
import { outputOf } from '../rig/run';

/** What the Go program in semver/ is asked. */
export type Question =
  | { readonly constraint: string; readonly tags: readonly string[]; readonly versions: readonly string[] }
  | { readonly version: string; readonly tag?: boolean }
  | { readonly filter: string }
  | { readonly order: readonly [string, string] };

export interface Answer {
  /** Refused, in whatever words. */
  readonly error?: true;
  readonly tags?: readonly boolean[];
  readonly versions?: readonly boolean[];
  readonly read?: string;
  readonly order?: number;
}

/** What the libraries of source-controller answer. */
export async function answersOfFlux(questions: readonly Question[]): Promise<Answer[]> {
  const lines = await outputOf(binary('semver'), [], undefined, questions.map(question => `${JSON.stringify(question)}\n`).join(''));
  const answers: { error?: string }[] = lines.trimEnd().split('\n').map(line => JSON.parse(line));
  return answers.map(answer => answer.error === undefined ? answer as Answer : { error: true });
}

/** What this library answers. */
export function ourAnswer(question: Question): Answer {
  try {
    return reply(question);
  } catch (error) {
    if (error instanceof FluxOciError) return { error: true };
    throw error;
  }
}

function reply(question: Question): Answer {
  if ('constraint' in question) {
    const range = SemverRange.parse(question.constraint);
    const lies = (version: SemverVersion | undefined) => version !== undefined && range.matches(version);
    const tags = question.tags.map(tag => lies(SemverVersion.ofTag(tag)));
    const versions = question.versions.map(version => lies(SemverVersion.parse(version)));
    return { ...tags.length ? { tags } : {}, ...versions.length ? { versions } : {} };
  }
  if ('version' in question) {
    const { version, tag } = question;
    const read = tag ? SemverVersion.ofTag(version) : SemverVersion.parse(version);
    return read ? { read: written(read, version) } : { error: true };
  }
  if ('order' in question) {
    const [one, other] = question.order.map(text => SemverVersion.parse(text)!);
    const order = Math.sign(one.compare(other));
    return order === 0 ? {} : { order };
  }
  checkedTagFilter(question.filter);
  return {};
}

/** As the Go library writes it, with the build, which ours doesn't keep. */
function written({ numbers, prerelease }: SemverVersion, text: string): string {
  return `${numbers.join('.')}${prerelease === '' ? '' : `-${prerelease}`}${/\+.*/.exec(text)?.[0] ?? ''}`;
}

export interface Disagreement {
  readonly question: Question;
  readonly flux: Answer;
  readonly ours: Answer;
}

/** Where both answer differently. */
export async function disagreements(questions: readonly Question[]): Promise<Disagreement[]> {
  const flux = await answersOfFlux(questions);
  return questions
    .map((question, index) => ({ question, flux: flux[index], ours: ourAnswer(question) }))
    .filter(({ flux: theirs, ours }) => JSON.stringify(sorted(theirs)) !== JSON.stringify(sorted(ours)));
}

function sorted(answer: Answer): unknown {
  return Object.entries(answer).sort(([one], [other]) => one < other ? -1 : 1);
}
