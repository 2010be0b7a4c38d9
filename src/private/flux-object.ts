import { ApiObject, JsonPatch, type ApiObjectProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { watchForDuplicates } from './duplicates';
import { quoted, refusal } from './errors';
import { checkFields } from './field-check';
import { checkFinished } from './finished';
import { restoreNulls } from './nulls';
import { quoteTexts } from './quoting';
import { checkBehaviour } from './version-behaviour';

/**
 * What every generated class is, whether a user makes its object or one of our constructs does. It renders in the order that
 * users expect: names become those of the CRD, *then* JSON patches apply, and only the finished document is checked. As cdk8s
 * generates classes, patches come first: a patched-in field is mapped away, and `matchOIDCIdentity` can't be patched.
 *
 * @internal
 */
export abstract class FluxObject extends ApiObject {
  private readonly userPatches: JsonPatch[] = [];

  public constructor(scope: Construct, id: string, props: ApiObjectProps) {
    super(scope, id, props);
    watchForDuplicates(this);
  }

  /**
   * Applies JSON patches to the finished object, whose fields are named as in the CRD.
   *
   * @param ops the changes, in this order
   */
  public override addJsonPatch(...ops: JsonPatch[]): void {
    this.userPatches.push(...ops);
  }

  /**
   * Renders the object to Kubernetes JSON.
   *
   * @throws FOC005 or FOC006 for what the Flux version doesn't have, FOC007 for a JSON patch that doesn't fit
   */
  public override toJson(): any {
    const unpatched = this._named(super.toJson());
    const document = restoreNulls(this.patched(unpatched));
    checkFinished(this, document, unpatched);
    checkFields(this, document);
    checkBehaviour(this, document);
    return quoteTexts(document);
  }

  /**
   * The object with the names of its CRD.
   *
   * @internal
   */
  protected abstract _named(resolved: any): any;

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
