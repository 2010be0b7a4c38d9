/**
 * cdk8s leaves out what is null. Where a null says something (in Helm values it deletes a chart's default), this text
 * takes its place until cdk8s has rendered.
 */
export const NULL_MARK = '\u0000null';

/** Puts the nulls back. Returns the value itself where there were none. */
export function restoreNulls(value: any): any {
  if (value === NULL_MARK) return null;
  if (value === null || typeof value !== 'object') return value;
  for (const key of Object.keys(value)) {
    const item = value[key];
    if (item === NULL_MARK) value[key] = null;
    else if (typeof item === 'object') restoreNulls(item);
  }
  return value;
}
