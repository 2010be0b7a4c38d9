const TO_JSON = /  \/\*\*\n   \* Renders the object to Kubernetes JSON\.\n   \*\/\n  public override toJson\(\): any \{\n    const resolved = super\.toJson\(\);\n\n/g;

const NAMED_AS_IN_CRD = `  /**
   * The object with the names of its CRD.
   *
   * @internal
   */
  protected override _named(resolved: any): any {
`;

/**
 * Makes the classes that `cdk8s import` wrote subclasses of `FluxObject`, to which they leave when names become those of the CRD:
 * before JSON patches apply, and not after it.
 */
export function onFluxObject(source: string): string {
  const classes = count(source, / extends ApiObject \{/g);
  if (classes === 0 || count(source, TO_JSON) !== classes) throw new Error('`cdk8s import` writes other classes than it used to: adapt projenrc/l1-classes.ts');
  return source
    .replace('import { ApiObject, ApiObjectMetadata,', 'import { ApiObjectMetadata,')
    .replace('import { Construct } from \'constructs\';\n', '$&import { FluxObject } from \'../src/private/flux-object\';\n')
    .replace(/ extends ApiObject \{/g, ' extends FluxObject {')
    .replace(TO_JSON, NAMED_AS_IN_CRD);
}

function count(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}
