import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { binary } from '../rig/parts';
import type { Access } from '../rig/plan';
import { outcomeOf } from '../rig/run';

/** Files of an artifact, by their path in it. */
export interface Files {
  readonly [path: string]: string;
}

/** Something in the registry. */
export interface Published {
  /** `oci://host/repository`, as Flux wants it. */
  readonly url: string;
  /** `host/repository@sha256:…`, as signers want it. */
  readonly reference: string;
  readonly digest: string;
}

/** A registry with the tools of those who publish to it. Everything that they keep is in one folder that is thrown away. */
export class Publisher {
  private readonly folder = mkdtempSync(join(tmpdir(), 'publisher-'));

  public constructor(private readonly access: Pick<Access, 'registry'>) {}

  /** As `flux push artifact` does it in a pipeline. */
  public async push(repository: string, tag: string, files: Files): Promise<Published> {
    const folder = this.write(files);
    const printed = await this.tool('flux', [
      'push', 'artifact', `oci://${this.access.registry}/${repository}:${tag}`, `--path=${folder}`, '--source=https://git.example/acme/app',
      `--revision=main@sha1:${'0'.repeat(40)}`, '--insecure-registry', '--output=json',
    ]);
    return this.published(repository, JSON.parse(printed).digest);
  }

  /** As `helm package` and `helm push` do it. */
  public async pushChart(repository: string, name: string, version: string, templates: Files): Promise<Published> {
    const folder = this.write({ ...templates, 'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: ${version}\n` });
    const packed = mkdtempSync(join(this.folder, 'packed-'));
    await this.tool('helm', ['package', folder, `--destination=${packed}`]);
    const [archive] = readdirSync(packed);
    await this.tool('helm', ['push', join(packed, archive), `oci://${this.access.registry}/${repository}`, '--plain-http']);
    return this.published(`${repository}/${name}`, await this.digestOf(`${repository}/${name}`, version.replace('+', '_')));
  }

  public async tag({ reference }: Published, tag: string): Promise<void> {
    await this.tool('crane', ['tag', reference, tag, '--insecure']);
  }

  public async digestOf(repository: string, tag: string): Promise<string> {
    return (await this.tool('crane', ['digest', `${this.access.registry}/${repository}:${tag}`, '--insecure'])).trim();
  }

  /** Runs a tool of the rig where it can leave nothing behind. */
  public async tool(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
    const options = { cwd: this.folder, env: { PATH: process.env.PATH, HOME: this.folder, ...env } };
    const { code, stdout, stderr } = await outcomeOf(binary(name), args, options);
    if (code !== 0) throw new Error(`${name} ${args.join(' ')} ended with ${code}:\n${stderr || stdout}`);
    return stdout;
  }

  /** A file of the publisher's folder. */
  public path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  public read(...parts: string[]): string {
    return readFileSync(this.path(...parts), 'utf8');
  }

  /** Writes files into a new folder of the publisher's. */
  public write(files: Files): string {
    const folder = mkdtempSync(join(this.folder, 'files-'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return folder;
  }

  public close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private published(repository: string, digest: string): Published {
    return { url: `oci://${this.access.registry}/${repository}`, reference: `${this.access.registry}/${repository}@${digest}`, digest };
  }
}

/** The workload of the rig: it has no kube-controller-manager, so nothing else would ever be ready. */
export function configMap(name: string, data: { readonly [key: string]: string } = { version: '1' }): string {
  return `${JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data }, undefined, 2)}\n`;
}

