import type { ChartComments } from './chart-comments';
import type { ChartUse } from './chart-use';
import type { VersionPolicy } from './version-policy';
import type { FluxOciError } from '../../private/errors';
import type { CheckedOptions } from '../checked-options';
import { renderSource, type NewSource } from '../new-source';
import { orRefusal } from '../refused';
import { isTemplated as holdsTemplate } from '../templates';
import { mapAt, textAt, textOf } from '../yaml-lookup';
import type { YamlNode } from '../yaml-tree';

/** What the OCIRepository of a chart says; uses with the same of it may share one. */
export interface ChartSource {
  readonly url: string;
  readonly namespace?: string;
  readonly key: 'tag' | 'semver';
  readonly value: string;
  readonly raw?: string;
  readonly isTemplated: boolean;
  readonly behind?: string;
  readonly above: readonly string[];
  readonly interval?: string;
  readonly timeout?: string;
  readonly provider?: string;
  readonly secret?: string;
  readonly certSecret?: string;
  readonly insecure?: boolean;
  readonly suspend?: boolean;
  readonly verifyProvider?: string;
  readonly verifySecret?: string;
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
}

const DURATION = /^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$/;

/** What the OCIRepository of a use says. Its version is one that can be told. */
export function chartSource(use: ChartUse, { behind, above }: ChartComments): ChartSource {
  const { object, source, spec, chart, url, isMapped, policy } = use;
  const { key, value, raw, isTemplated } = policy as VersionPolicy;
  const own = isMapped ? undefined : source?.object.spec;
  const provider = textAt(own, 'provider');
  return {
    url,
    namespace: object.namespace,
    key,
    value,
    raw,
    isTemplated,
    behind,
    above,
    interval: [textAt(spec, 'interval'), textAt(source?.object.spec, 'interval'), textAt(object.spec, 'interval')].find(text => text !== undefined && (DURATION.test(text) || holdsTemplate(text))),
    timeout: inMinutes(textAt(source?.object.spec, 'timeout')),
    provider: provider === 'generic' ? undefined : provider,
    secret: textAt(own, 'secretRef', 'name'),
    certSecret: textAt(own, 'certSecretRef', 'name'),
    insecure: textAt(own, 'insecure') === 'true' || undefined,
    suspend: textAt(source?.object.spec, 'suspend') === 'true' || undefined,
    verifyProvider: textAt(spec, 'verify', 'provider'),
    verifySecret: textAt(spec, 'verify', 'secretRef', 'name'),
    labels: textsAt(chart.node, 'labels'),
    annotations: textsAt(chart.node, 'annotations'),
  };
}

/** Its document, or why this library refuses it. */
export function renderChartSource(name: string, source: ChartSource, options: CheckedOptions): string | FluxOciError {
  // What renders an OCIRepository takes long to load.
  /* eslint-disable @typescript-eslint/no-require-imports */
  const { ArtifactContent } = require('../../source/artifact-content') as typeof import('../../source/artifact-content');
  const { OciRef } = require('../../oci/oci-ref') as typeof import('../../oci/oci-ref');
  const { SecretRef } = require('../../kube/secret-ref') as typeof import('../../kube/secret-ref');
  /* eslint-enable @typescript-eslint/no-require-imports */
  const { url, namespace, key, value, raw, isTemplated, behind, above, interval, timeout, insecure, suspend, labels, annotations } = source;
  return orRefusal(() => renderSource({
    name,
    namespace,
    url,
    interval,
    timeout,
    insecure,
    suspend,
    labels,
    annotations,
    content: ArtifactContent.HELM_CHART,
    // A template is no tag: the line says what it is.
    ref: key === 'tag' ? OciRef.tag(isTemplated ? 'template' : value) : OciRef.semver(value),
    line: { raw: isTemplated ? raw ?? value : raw, comment: behind, above },
    auth: authOf(source),
    certSecret: source.certSecret === undefined ? undefined : SecretRef.named(source.certSecret),
    verify: verifyOf(source),
  }, options));
}

function authOf({ provider, secret }: ChartSource): NewSource['auth'] {
  if (provider === undefined && secret === undefined) return undefined;
  /* eslint-disable @typescript-eslint/no-require-imports */
  const { RegistryAuth } = require('../../registry-auth/registry-auth') as typeof import('../../registry-auth/registry-auth');
  const { SecretRef } = require('../../kube/secret-ref') as typeof import('../../kube/secret-ref');
  /* eslint-enable @typescript-eslint/no-require-imports */
  return secret === undefined ? RegistryAuth.controllerIdentity(provider as any) : RegistryAuth.dockerConfig(SecretRef.named(secret));
}

function verifyOf({ verifyProvider, verifySecret }: ChartSource): NewSource['verify'] {
  if (verifyProvider === undefined || verifySecret === undefined) return undefined;
  /* eslint-disable @typescript-eslint/no-require-imports */
  const { Verification } = require('../../verification/verification') as typeof import('../../verification/verification');
  const { SecretRef } = require('../../kube/secret-ref') as typeof import('../../kube/secret-ref');
  /* eslint-enable @typescript-eslint/no-require-imports */
  return Verification.cosignKeysIn(SecretRef.named(verifySecret));
}

function textsAt(chart: YamlNode, key: string): { [key: string]: string } | undefined {
  const map = mapAt(chart, 'metadata', key);
  return map && Object.fromEntries(map.pairs.map(pair => [pair.key, textOf(pair.value) ?? '']));
}

/** Sources take no hours in a timeout. */
function inMinutes(timeout: string | undefined): string | undefined {
  return timeout?.replace(/(\d+(?:\.\d+)?)h(?:(\d+)m(?!s))?/g, (_, hours, minutes = '0') => `${Number(hours) * 60 + Number(minutes)}m`);
}
