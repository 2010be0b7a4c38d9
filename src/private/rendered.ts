import { type ApiObject, JsonPatch } from 'cdk8s';
import { watchForDuplicates } from './duplicates';
import { quoted, refusal } from './errors';
import { checkFields } from './field-check';
import { checkFinished } from './finished';
import { restoreNulls } from './nulls';

type ApiObjectClass<T extends ApiObject> = new (...args: any[]) => T;

/**
 * The L1 class behind an L2 object, in the order that users expect: names become those of the CRD, *then* JSON patches
 * apply, and only the finished document is checked. Plain L1 patches first, so it maps a patched-in field away and
 * knows no `matchOIDCIdentity`.
 */
export function rendered<T extends ApiObject>(base: ApiObjectClass<T>): ApiObjectClass<T> {
  class Rendered extends (base as ApiObjectClass<ApiObject>) {
    private readonly userPatches: JsonPatch[] = [];

    public constructor(...args: any[]) {
      super(...args);
      watchForDuplicates(this);
    }

    public override addJsonPatch(...ops: JsonPatch[]): void {
      this.userPatches.push(...ops);
    }

    public override toJson(): any {
      const unpatched = super.toJson();
      const document = restoreNulls(this.patched(unpatched));
      checkFields(this, document);
      checkFinished(this, document, unpatched);
      return document;
    }

    private patched(document: any): any {
      if (this.userPatches.length === 0) return document;
      try {
        return JsonPatch.apply(structuredClone(document), ...this.userPatches);
      } catch (error) {
        throw refusal('FOC007', this, 'a JSON patch does not fit the rendered object', {
          got: quoted((error as Error).message.split('\n')[0]),
          use: 'paths of the CRD, such as /spec/verify/matchOIDCIdentity/0/subject, and `add` where nothing is yet',
        });
      }
    }
  }
  return Rendered as unknown as ApiObjectClass<T>;
}
