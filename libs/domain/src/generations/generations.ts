import { parseVersion } from '../version.ts';
import { camunda81 } from './camunda-8.1.ts';
import { camunda810 } from './camunda-8.10.ts';
import { camunda82 } from './camunda-8.2.ts';
import { camunda84 } from './camunda-8.4.ts';
import { camunda88 } from './camunda-8.8.ts';
import { camundaRdbms } from './camunda-rdbms.ts';
import type { ClusterShape } from './cluster-shape.ts';
import type { Generation } from './generation.ts';
import type { GenerationName } from './generation-name.ts';

/** In the order of their versions. */
export const ALL_GENERATIONS: readonly Generation[] = [
  camunda81,
  camunda82,
  camunda84,
  camunda88,
  camunda810,
  camundaRdbms,
];

/** The generation with a name. Pure. */
export function generationNamed(name: GenerationName): Generation | null {
  return ALL_GENERATIONS.find((each) => each.name === name) ?? null;
}

/**
 * The generation of a cluster, from its version and its shape. Pure.
 * @returns null for a version that no generation serves, and for a shape that the version does not have
 */
export function generationOf(version: string, shape: ClusterShape): GenerationName | null {
  const parsed = parseVersion(version);
  if (parsed?.major !== 8) return null;
  const fit = ALL_GENERATIONS.find((each) => each.minors.includes(parsed.minor) && isSame(each.shape, shape));
  return fit?.name ?? null;
}

function isSame(one: ClusterShape, other: ClusterShape): boolean {
  return (
    one.orchestration === other.orchestration &&
    one.rest === other.rest &&
    one.relational === other.relational
  );
}

/** The generation of a cluster whose version is not configured: of several with its shape, the newest. Pure. */
export function likelyGeneration(shape: ClusterShape): GenerationName {
  return ALL_GENERATIONS.findLast((each) => isSame(each.shape, shape))?.name ?? '8.4';
}

/** The section of a cluster in the file that has the addresses of its brokers, for people. Pure. */
export function zeebeSection(name: GenerationName): 'zeebe' | 'orchestration' {
  return generationNamed(name)?.shape.orchestration === true ? 'orchestration' : 'zeebe';
}

const minors = ALL_GENERATIONS.flatMap((generation) => generation.minors);

/** The versions that can be backed up, for people. */
export const SUPPORTED_RANGE = `8.${Math.min(...minors)} to 8.${Math.max(...minors)}`;
