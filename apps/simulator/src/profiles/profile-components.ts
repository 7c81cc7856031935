import type { Generation } from './generation.ts';

export const componentKinds = [
  'zeebe',
  'operate',
  'tasklist',
  'webapps',
  'optimize',
  'elasticsearch',
] as const;
export type ComponentKind = (typeof componentKinds)[number];

const separate: readonly ComponentKind[] = ['zeebe', 'operate', 'tasklist', 'optimize', 'elasticsearch'];
const unified: readonly ComponentKind[] = ['zeebe', 'webapps', 'optimize', 'elasticsearch'];

/** What a cluster can have. From 8.8 on Operate and Tasklist are part of the application that is a broker as well. */
export const componentsOf: Readonly<Record<Generation, readonly ComponentKind[]>> = {
  '8.1': separate,
  '8.2': separate,
  '8.4': separate,
  '8.8': unified,
  '8.10': unified,
  rdbms: ['zeebe', 'optimize', 'elasticsearch'],
};

/** What it has unless the configuration says otherwise. Optimize needs a search engine of its own on an RDBMS cluster. */
export const defaultComponentsOf = (generation: Generation): readonly ComponentKind[] =>
  generation === 'rdbms' ? ['zeebe'] : componentsOf[generation];
