type Path = readonly string[];

/** One step of a path fits one field; `*` stands for any part of its name, and so for names with dots as well. */
function stepFits(step: string, field: string): boolean {
  // Nearly all steps are plain, and an answer may have hundreds of thousands of fields.
  if (!step.includes('*')) return step === field;
  const escaped = step.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*');
  return new RegExp(`^${escaped}$`).test(field);
}

/** Undefined when nothing is left. */
function pick(value: unknown, paths: readonly Path[]): unknown {
  if (paths.some((path) => path.length === 0)) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => pick(item, paths)).filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = Object.entries(value).flatMap(([field, inner]) => {
    const rest = paths.flatMap(([step = '', ...more]) => (stepFits(step, field) ? [more] : []));
    const picked = rest.length === 0 ? undefined : pick(inner, rest);
    return picked === undefined ? [] : [[field, picked] as const];
  });
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}

/** What `filter_path` leaves of a JSON answer; `{}` when that is nothing. Exclusions and `**` are not known. */
export function filterPath(body: string, filter: string): string {
  const paths = filter.split(',').map((path) => path.split('.'));
  return JSON.stringify(pick(JSON.parse(body), paths) ?? {});
}
