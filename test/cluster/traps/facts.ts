/** An object as the cluster has it; undefined if it doesn't. */
type Found = any;

/** What is so of an object, in the form in which the traps tell it: one fact for each of those recorded. */
export function observed(recorded: readonly string[], object: Found): string[] {
  return recorded.map(fact => observe(fact, object));
}

function observe(fact: string, object: Found): string {
  if (!object) return 'absent';
  if (fact === 'exists' || fact === 'absent') return 'exists';
  const field = /^([\w.~/]+): /.exec(fact);
  if (field) return `${field[1]}: ${valueAt(object, field[1])}`;
  const [, type] = /^(?:no )?(\w+)/.exec(fact)!;
  return condition(object, type, /^\w+=\w+$/.test(fact));
}

function condition(object: Found, type: string, statusOnly: boolean): string {
  const found = object.status?.conditions?.find((each: any) => each.type === type);
  if (!found) return `no ${type}`;
  if (found.observedGeneration !== object.metadata.generation) return `${type} of an older generation`;
  return `${type}=${found.status}${statusOnly ? '' : ` ${found.reason}: ${found.message}`}`;
}

/** `~` stands for a dot in the name of a label. */
function valueAt(object: Found, path: string): string {
  return String(path.split('.').reduce((inside, key) => inside?.[key.replace(/~/g, '.')], object));
}
