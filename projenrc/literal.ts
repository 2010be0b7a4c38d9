/** A value of texts, numbers and objects as TypeScript writes it, on one line. */
export function literal(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).map(([name, inner]) => `${/^[a-zA-Z$]\w*$/.test(name) ? name : JSON.stringify(name)}: ${literal(inner)}`);
  return entries.length ? `{ ${entries.join(', ')} }` : '{}';
}
