/** Why a document would be refused. */
export interface Problem {
  /** Such as `spec.ref.digest`, `spec.dependsOn[0].name` or `metadata.labels[acme.com/team]`; empty for the whole document. */
  readonly path: string;
  readonly message: string;
}

/** The path of a field or list item, as the API server writes it. */
export function childPath(path: string, key: string): string {
  if (!/^[A-Za-z_$][\w$-]*$/.test(key)) return `${path}[${key}]`;
  return path ? `${path}.${key}` : key;
}

/** A value as it is shown in a message. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
