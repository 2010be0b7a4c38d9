import type { IConstruct } from 'constructs';
import { quoted, refusal, typeName } from '../private/errors';
import { isAnnotationKey, isLabelKey, isLabelValue } from '../private/qualified-names';
import { isNumber, needsQuotes } from '../private/quoting';

/** Labels and annotations for everything that is delivered; they win over what the manifests say. */
export interface CommonMetadata {
  /**
   * Labels of every object. Pods don't get them, nor do selectors.
   *
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of every object.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

/** Labels and annotations that the API server takes. Returns them. */
export function checkedCommonMetadata(scope: IConstruct, metadata: CommonMetadata | undefined): CommonMetadata | undefined {
  for (const [key, value] of Object.entries(metadata?.labels ?? {})) {
    check(scope, 'labels', key, value, isLabelKey(key));
    if (typeof value === 'string' && !isLabelValue(value)) {
      throw refusal('FOC075', scope, `the label ${quoted(key)} in \`commonMetadata\` may have up to 63 letters, digits, \`-\`, \`_\` and \`.\`, with a letter or digit at either end`, {
        got: quoted(value),
        use: 'a value such as "web-shop", or an annotation',
      });
    }
  }
  for (const [key, value] of Object.entries(metadata?.annotations ?? {})) check(scope, 'annotations', key, value, isAnnotationKey(key));
  return metadata;
}

/** As `checkedCommonMetadata`, but that Flux writes the keys into YAML without quotes, and Helm fails for all that is no text there. */
export function checkedHelmMetadata(scope: IConstruct, metadata: CommonMetadata | undefined): CommonMetadata | undefined {
  for (const [field, entries] of Object.entries(checkedCommonMetadata(scope, metadata) ?? {})) {
    const key = Object.keys(entries ?? {}).find(isRead);
    if (key === undefined) continue;
    throw refusal('FOC075', scope, `a key of \`commonMetadata.${field}\` is no text to Helm, which then releases nothing`, {
      got: quoted(key),
      use: 'a key such as "team" or "acme.com/team"',
    });
  }
  return metadata;
}

/** Numbers, dates, and the words of YAML 1.2. */
function isRead(key: string): boolean {
  return isNumber(key) || /^(?:true|false|null)$/i.test(key) || /^\d{4}-\d\d?-\d\d?$/.test(key);
}

function check(scope: IConstruct, field: string, key: string, value: unknown, isKey: boolean): void {
  if (!isKey) {
    throw refusal('FOC075', scope, `a key of \`commonMetadata.${field}\` has up to 63 letters, digits, \`-\`, \`_\` and \`.\`, after a domain and a slash if it has one`, {
      got: quoted(key),
      use: 'a key such as "team" or "acme.com/team"',
    });
  }
  if (needsQuotes(key)) {
    throw refusal('FOC075', scope, `a key of \`commonMetadata.${field}\` can't be written: whatever reads the YAML takes it for a number`, {
      got: quoted(key),
      use: 'a key such as "team" or "acme.com/team"',
    });
  }
  if (value === undefined || typeof value === 'string') return;
  throw refusal('FOC075', scope, `\`commonMetadata.${field}\` takes texts, and that of ${quoted(key)} is none`, { got: typeName(value), use: 'quotes around it' });
}
