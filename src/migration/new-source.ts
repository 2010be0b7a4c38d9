import type { CheckedOptions } from './checked-options';
import { orRefusal } from './refused';
import { isTemplated, Templates } from './templates';
import type { FluxOciError } from '../private/errors';
import type { RegistryAuth } from '../registry-auth/registry-auth';
import type { OciRepositoryProps } from '../source/oci-repository';
import type { Verification } from '../verification/verification';

/** The line of a reference, as it stood where the version came from. */
export interface ReferenceLine {
  /** The value, with the quotes it had. */
  readonly raw?: string;
  /** The comment behind it, with its `#`. */
  readonly comment?: string;
  /** Comments on lines of their own before it. */
  readonly above?: readonly string[];
}

/** What an OCIRepository is made of. Name, namespace and URL may hold templates. */
export interface NewSource extends Omit<OciRepositoryProps, 'metadata' | 'name' | 'auth' | 'verify'> {
  readonly name: string;
  readonly namespace?: string;
  readonly annotations?: { readonly [key: string]: string };
  readonly labels?: { readonly [key: string]: string };
  readonly auth?: RegistryAuth;
  readonly verify?: Verification;
  readonly line?: ReferenceLine;
}

/** The document of an OCIRepository, by the construct of this library, or why that refuses it. */
export function renderSource(source: NewSource, options: CheckedOptions): string | FluxOciError {
  const { name, namespace, annotations, labels, line, interval, ...props } = source;
  // Only a migration that adds something needs the constructs, and they take longer to load than most repositories to read.
  /* eslint-disable @typescript-eslint/no-require-imports */
  const { App, Chart, Yaml, ApiObject } = require('cdk8s') as typeof import('cdk8s');
  const { OciRepository } = require('../source/oci-repository') as typeof import('../source/oci-repository');
  /* eslint-enable @typescript-eslint/no-require-imports */
  const templates = new Templates();
  return orRefusal(() => {
    const chart = new Chart(new App(), 'migration');
    options.fluxVersion.applyTo(chart);
    const repository = new OciRepository(chart, 'Source', {
      ...props,
      name: templates.hide(name),
      url: templates.hide(props.url),
      // A template can't be checked, and any duration holds its place.
      interval: isTemplated(interval) ? '1m' : interval,
      metadata: {
        ...(namespace !== undefined && { namespace: templates.hide(namespace) }),
        ...(annotations && { annotations }),
        ...(labels && { labels }),
      },
    });
    const document = ApiObject.of(repository.node.findChild('Resource')).toJson();
    const yaml = withLine(templates.restore(Yaml.stringify(document)), line);
    return isTemplated(interval) ? yaml.replace(/^ {2}interval: 1m$/m, `  interval: ${interval}`) : yaml;
  });
}

/** Gives the line of the reference the quotes and comments that the version had. */
function withLine(yaml: string, line: ReferenceLine | undefined): string {
  if (!line) return yaml;
  return yaml.replace(/^( +)(tag|semver): (.*)$/m, (_, indent: string, key: string, value: string) => [
    ...(line.above ?? []).map(comment => indent + comment),
    `${indent}${key}: ${line.raw ?? value}${line.comment === undefined ? '' : ` ${line.comment}`}`,
  ].join('\n'));
}
