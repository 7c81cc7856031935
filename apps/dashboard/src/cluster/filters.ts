import { BACKUP_STATES, RUN_KINDS, RUN_STATES } from '#domain';

const NOT_DELETED = BACKUP_STATES.filter((state) => state !== 'deleted').join(',');

/** What the list of sets can be narrowed to. `all` asks for no filter; without a choice, deleted sets are left out. */
export const SET_FILTERS = ['not deleted', 'all', ...BACKUP_STATES] as const;
export type SetFilter = (typeof SET_FILTERS)[number];

export const KIND_FILTERS = ['all', ...RUN_KINDS] as const;
export type KindFilter = (typeof KIND_FILTERS)[number];

export const RUN_FILTERS = ['all', ...RUN_STATES] as const;
export type RunFilter = (typeof RUN_FILTERS)[number];

/** The choice that an address holds under this name; the first option where it holds none that is known. */
export function choiceIn<T extends string>(search: string, name: string, options: readonly [T, ...T[]]): T {
  const value = new URLSearchParams(search).get(name);
  return options.find((option) => option === value) ?? options[0];
}

/** The query of an address with a choice; the first option is left out. */
export function withChoice<T extends string>(
  search: string,
  { name, value, options }: { name: string; value: T; options: readonly [T, ...T[]] },
): string {
  const query = new URLSearchParams(search);
  if (value === options[0]) query.delete(name);
  else query.set(name, value);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** What is asked of the API for a choice: nothing for `all`. */
export function asked<Name extends string>(name: Name, choice: string): { [Key in Name]?: string } {
  return (choice === 'all' ? {} : { [name]: choice === 'not deleted' ? NOT_DELETED : choice }) as {
    [Key in Name]?: string;
  };
}
