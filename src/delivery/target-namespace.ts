import type { IConstruct } from 'constructs';
import { isDnsLabel } from '../private/dns';
import { quoted, refusal } from '../private/errors';

/** A namespace that can exist. Returns it. */
export function checkedTargetNamespace(scope: IConstruct, namespace: string): string {
  if (typeof namespace === 'string' && isDnsLabel(namespace)) return namespace;
  throw refusal('FOC008', scope, 'a namespace is named by up to 63 lower-case letters, digits and `-`', { got: quoted(namespace), use: 'a name such as "my-app"' });
}
