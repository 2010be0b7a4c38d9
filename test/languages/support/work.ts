import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

const WORK = 'CDK8S_FLUX_OCI_WORK';
const FAILED = 'FAILED';

/** Makes the work folder of this run, for all of its test files. */
export function openWork(): void {
  process.env[WORK] = mkdtempSync(join(tmpdir(), 'cdk8s-flux-oci-languages-'));
}

/** Removes it, unless there is something to look at. */
export function closeWork(): void {
  const folder = work();
  if (process.env.KEEP || existsSync(join(folder, FAILED))) console.log(`the work folder is kept: ${folder}`);
  else rmSync(folder, { recursive: true, force: true });
}

export function work(...path: string[]): string {
  const folder = process.env[WORK];
  if (!folder) throw new Error('this suite has a configuration of its own: npx jest --config test/languages/jest.config.json');
  return join(folder, ...path);
}

/** As jest's `test`; a failure keeps the work folder. */
export function check(sentence: string, body: () => void): void {
  test(sentence, () => {
    try {
      body();
    } catch (error) {
      writeFileSync(work(FAILED), '');
      throw error;
    }
  });
}

/** What outlives a run: slow to make, and the same as long as nothing in the key changes. */
export function cache(key: string): string {
  const root = process.env.CDK8S_FLUX_OCI_CACHE || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdk8s-flux-oci');
  return join(root, 'languages', key);
}

/** A folder that is made once. Made under another name first: nobody sees it half done, also not another run. */
export function once(root: string, name: string, make: (draft: string) => void): string {
  const folder = join(root, name);
  if (existsSync(folder)) return folder;
  mkdirSync(root, { recursive: true });
  const draft = mkdtempSync(join(root, `.${name}-`));
  try {
    make(draft);
    renameSync(draft, folder);
  } catch (error) {
    // Another run that was quicker made the same.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}
