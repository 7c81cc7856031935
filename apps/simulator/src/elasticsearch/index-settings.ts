import type { IndexSpec } from '../config/default-indices.ts';
import type { StoredIndex } from './elasticsearch.state.ts';

type Flat = Readonly<Record<string, string>>;

/** Settings by their names without `index.`, as texts, from a body that nests them or writes them with dots. */
export function flatSettings(body: unknown): Record<string, string> {
  const flat: Record<string, string> = {};
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      for (const [key, inner] of Object.entries(value)) walk(inner, path === '' ? key : `${path}.${key}`);
    else if (value !== null) flat[path.replace(/^index\./, '')] = String(value);
  };
  walk(body, '');
  return flat;
}

/** Settings that a body takes away, by a null. */
export function removedSettings(body: unknown): string[] {
  return Object.entries(typeof body === 'object' && body !== null ? body : {})
    .filter(([, value]) => value === null)
    .map(([key]) => key.replace(/^index\./, ''));
}

/** One object for each dot, as the engine answers without `flat_settings`. */
export function nested(flat: Flat): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(flat)) {
    const steps = name.split('.');
    const last = steps.pop() ?? '';
    let place = root;
    for (const step of steps) place = (place[step] ??= {}) as Record<string, unknown>;
    place[last] = value;
  }
  return root;
}

const closedMark = ({ open }: StoredIndex): Flat => (open ? {} : { verified_before_close: 'true' });

/** Everything that the engine tells of an index. */
export function settingsOf(index: StoredIndex): Flat {
  const { name, uuid, shards } = index;
  return {
    number_of_shards: String(shards),
    number_of_replicas: '0',
    uuid,
    provided_name: name,
    ...closedMark(index),
    ...index.settings,
  };
}

export const openShards = ({ shards, settings }: Pick<IndexSpec, 'shards' | 'settings'>): number =>
  shards * (1 + Number(settings?.number_of_replicas ?? 0));

const TITLES: Flat = {
  read_only: 'FORBIDDEN/5/index read-only (api)',
  read: 'FORBIDDEN/7/index read (api)',
  write: 'FORBIDDEN/8/index write (api)',
  metadata: 'FORBIDDEN/9/index metadata (api)',
  read_only_allow_delete:
    'TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block',
};

/** What a block of an index is called in errors; undefined where none of these is on. */
export function blockOn({ settings }: StoredIndex, blocks: readonly string[]): string | undefined {
  const found = blocks.find((block) => settings?.[`blocks.${block}`] === 'true');
  return found === undefined ? undefined : TITLES[found];
}
