import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OWN_PROGRAMS } from './cache';
import type { Program } from './programs';
import { outputOf } from './run';

interface Downloaded {
  readonly GoMod: string;
  readonly Dir: string;
}

interface GoModFile {
  readonly Go: string;
  readonly Replace?: readonly { readonly Old: ModulePath; readonly New: ModulePath }[] | null;
  readonly Exclude?: readonly ModulePath[] | null;
}

interface ModulePath {
  readonly Path: string;
  readonly Version?: string;
}

/** Prepares a folder in which `go build` finds the program. Replacements of a module only count in the main module, so ours repeats them. */
export async function writeModule(program: Program, folder: string): Promise<void> {
  if (program.form === 'local') return copy(join(OWN_PROGRAMS, program.module), folder);
  const downloaded: Downloaded = JSON.parse(await outputOf('go', ['mod', 'download', '-json', `${program.module}@${program.version}`], folder));
  if (program.form === 'flux-cli') return writeFluxCli(downloaded, folder);
  const mod: GoModFile = JSON.parse(await outputOf('go', ['mod', 'edit', '-json', downloaded.GoMod], folder));
  const replaced = program.form === 'kubernetes' ? stagingOf(program, mod) : remoteReplacements(mod);
  const lines = [
    `module rig/${program.name}`,
    `go ${mod.Go}`,
    `require ${program.module} ${program.version}`,
    ...replaced,
    ...Object.entries(program.replace ?? {}).map(([module, version]) => `replace ${module} => ${module} ${version}`),
    ...(mod.Exclude ?? []).map(excluded => `exclude ${written(excluded)}`),
  ];
  writeFileSync(join(folder, 'go.mod'), `${lines.join('\n')}\n`);
  writeFileSync(join(folder, 'tools.go'), `//go:build tools\n\npackage tools\n\nimport _ "${program.package ?? program.module}"\n`);
}

/** Those that point into the module's own repository have published versions, which its go.mod requires anyway. */
function remoteReplacements(mod: GoModFile): string[] {
  return (mod.Replace ?? []).filter(({ New }) => !New.Path.startsWith('.')).map(({ Old, New }) => `replace ${written(Old)} => ${written(New)}`);
}

/** Kubernetes keeps its libraries in its own repository and publishes each of them as v0.<minor>.<patch>. */
function stagingOf(program: Program, mod: GoModFile): string[] {
  const version = program.version.replace(/^v1\./, 'v0.');
  return (mod.Replace ?? []).filter(({ New }) => New.Path.startsWith('./staging/')).map(({ Old }) => `replace ${Old.Path} => ${Old.Path} ${version}`);
}

/** The command embeds the install manifests, which a release generates and the module lacks. The rig never installs with it. */
function writeFluxCli({ Dir }: Downloaded, folder: string): void {
  copy(Dir, folder);
  const manifests = join(folder, 'cmd/flux/manifests');
  mkdirSync(manifests, { recursive: true });
  writeFileSync(join(manifests, 'none.yaml'), '# built without install manifests\n');
}

/** Module caches are read-only; the copy is not. */
function copy(from: string, to: string): void {
  cpSync(from, to, { recursive: true, mode: 0 });
}

function written({ Path, Version }: ModulePath): string {
  return Version ? `${Path} ${Version}` : Path;
}
