import { ApiObject } from 'cdk8s';
import type { Secret } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { PublicSecretOptions } from './secret-options';
import { metadataOf, objectName } from '../private/names';
import { plus } from '../private/plus';

/** A Secret that holds exactly this. */
export function publicSecret(scope: Construct, options: PublicSecretOptions, stringData: { [key: string]: string }): Secret {
  const { Secret: PlusSecret } = plus();
  const secret = new PlusSecret(scope, 'Resource', { metadata: metadataOf(objectName(scope, options), options), stringData });
  renderAsData(ApiObject.of(secret));
  return secret;
}

/**
 * What is taken out of `stringData` stays in the cluster when the Secret is applied again: a key that the program trusts no
 * longer would still be trusted. What is taken out of `data` goes.
 */
function renderAsData(secret: ApiObject): void {
  const render = secret.toJson.bind(secret);
  secret.toJson = () => {
    const { stringData, ...document } = render();
    const encoded = Object.entries<string>(stringData ?? {}).map(([key, text]) => [key, Buffer.from(text).toString('base64')]);
    return { ...document, data: { ...document.data, ...Object.fromEntries(encoded) } };
  };
}
