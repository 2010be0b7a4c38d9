import type { IConstruct } from 'constructs';
import type { ISource } from './source';
import { refusal, typeName } from '../private/errors';

/** A source. Types say so too; JavaScript and casts get a clear answer here. */
export function checkedSource(scope: IConstruct, source: ISource): ISource {
  if (typeof source?.sourceKind === 'string' && typeof source.sourceName === 'string') return source;
  throw refusal('FOC051', scope, '`source` must say where to deliver from', {
    got: typeName(source),
    use: 'an OciRepository, or OciRepository.fromOciRepositoryName for one that is in the cluster',
  });
}
