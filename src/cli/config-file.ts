import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contradiction, OPTIONS, type Option, type Settings } from './settings';
import { refusal } from '../private/errors';
import { nearest } from '../private/nearest';
import { yaml } from '../private/yaml';

/** Read from the directory that is migrated, where nothing else is named. */
export const CONFIG_FILE = '.flux-oci.yaml';

/**
 * The settings of a configuration file: the names of the options, each with its value.
 *
 * @throws FOC163 for a file that can't be read, or says what no option says
 */
export function settingsOfFile(directory: string, named?: string): Settings {
  const usual = join(directory, CONFIG_FILE);
  const path = named ?? (existsSync(usual) ? usual : undefined);
  if (path === undefined) return {};
  const settings = Object.assign({}, ...Object.entries(mapIn(path)).map(([name, value]) => settingOf(path, name, value))) as Settings;
  const both = contradiction(settings);
  if (both) throw unusable(path, `has both \`${both.join('` and `')}\``, undefined, 'one of them');
  return settings;
}

function mapIn(path: string): object {
  const content = parsed(path) ?? {};
  if (typeof content === 'object' && !Array.isArray(content)) return content;
  throw unusable(path, "isn't a map of options", undefined, '`registry: oci://ghcr.io/acme` and so on');
}

/** All values as texts: 2.10 is no number here. */
function parsed(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw unusable(path, "can't be read", (error as NodeJS.ErrnoException).code, 'a file that is there');
  }
  try {
    return yaml().parse(text, { schema: 'failsafe' }) || undefined;
  } catch (error) {
    throw unusable(path, "isn't YAML", (error as Error).message.split('\n', 1)[0].replace(/:$/, ''), '`registry: oci://ghcr.io/acme` and so on');
  }
}

function settingOf(path: string, name: string, value: unknown): Settings {
  const option = OPTIONS.find(other => other.name === name);
  if (!option) {
    const names = OPTIONS.map(other => other.name);
    throw unusable(path, "has something that isn't an option", JSON.stringify(name), nearest(dashed(name), names) ?? names.join(', '));
  }
  const texts = option.many ? entriesOf(option, value) : [value];
  if (!texts?.every((text): text is string => typeof text === 'string' && text !== '')) {
    throw unusable(path, `says nothing that \`${name}\` takes`, undefined, exampleOf(option));
  }
  return { [option.key]: option.many ? texts : texts[0] };
}

/** One text, a list of them, or texts by name. */
function entriesOf({ many }: Option, value: unknown): unknown[] | undefined {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value;
  return many === 'map' ? Object.entries(value as object).map(([name, text]) => typeof text === 'string' && text !== '' ? `${name}=${text}` : undefined) : undefined;
}

function exampleOf({ name, value, many }: Option): string {
  if (many === 'map') return `\`${name}: { ${value.replace('=', ': ')} }\``;
  return many ? `\`${name}: [${value}]\`` : `\`${name}: ${value}\``;
}

/** `artifactRoot` is `artifact-root`. */
function dashed(name: string): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}

function unusable(path: string, problem: string, got: string | undefined, use: string): Error {
  return refusal('FOC163', undefined, `the configuration file ${JSON.stringify(path)} ${problem}`, { got, use });
}
