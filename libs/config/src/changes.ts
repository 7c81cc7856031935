import { needsLogin } from './access.schema.ts';
import { placementProblems, indexSpaceOf } from './cluster-spaces.ts';
import { sharedZeebeProblems } from './cluster-zeebe.ts';
import type { ClusterConfig, HoldfastConfig } from './config.schema.ts';
import { POLICIES } from './policies.ts';
import { isSame } from './same.ts';

/**
 * Sections that a running process does not take up: its connections, its address and its clocks were made from them.
 * What is not in this list is taken up.
 */
export const RESTART_SECTIONS = ['redis', 'http', 'lock', 'steps', 'bullBoard'] as const;

/** The sections in which two configurations differ although only a restart takes them up. Pure. */
export function needsRestart(now: HoldfastConfig, next: HoldfastConfig): string[] {
  const sections: string[] = RESTART_SECTIONS.filter((section) => !isSame(now[section], next[section]));
  // From then on every local caller could do everything, or none could: nothing that happens by the way.
  const login = needsLogin(now.access) !== needsLogin(next.access);
  return login ? [...sections, 'access (whether callers must log in)'] : sections;
}

/** Whether the clients of a cluster serve for another configuration of it, too: all but the policies is equal. */
export function hasSameConnection(one: ClusterConfig, other: ClusterConfig): boolean {
  return isSame(connectionOf(one), connectionOf(other));
}

function connectionOf(cluster: ClusterConfig): unknown {
  const policies = Object.fromEntries(POLICIES.map((key) => [key, null]));
  return { ...cluster, ...policies, indexSpace: null, fingerprint: null };
}

/** A cluster as it was, with today's policies: none of its own schedules and rules where it is no longer configured. */
export function withPolicies(held: ClusterConfig, today: ClusterConfig | undefined): ClusterConfig {
  if (today === undefined) return { ...held, schedules: [], retention: undefined };
  return { ...held, ...Object.fromEntries(POLICIES.map((key) => [key, today[key]])) };
}

/** A configuration with these clusters, whose index spaces are made for each other. */
export function withClusters(config: HoldfastConfig, clusters: readonly ClusterConfig[]): HoldfastConfig {
  const placed = clusters.map((cluster) => ({ ...cluster, indexSpace: indexSpaceOf(cluster, clusters) }));
  return Object.freeze({ ...config, clusters: placed });
}

/** Why these clusters cannot be in force together; empty when they can. */
export function conflictsOf(clusters: readonly ClusterConfig[]): string[] {
  return [...placementProblems(clusters), ...sharedZeebeProblems(clusters)].map(({ message }) => message);
}

/** What changed, in a line for the log: names only. */
export function summaryOf(before: HoldfastConfig, after: HoldfastConfig): string {
  const schedulesOf = ({ clusters }: HoldfastConfig): Map<string, unknown> =>
    new Map(
      clusters.flatMap(({ name, schedules }) =>
        schedules.map((each) => [`${name}.${each.name}`, each] as const),
      ),
    );
  const named = (items: readonly { name: string }[]): Map<string, unknown> =>
    new Map(items.map((each) => [each.name, each]));
  const clusters = (config: HoldfastConfig): Map<string, unknown> =>
    named(config.clusters.map((each) => ({ ...each, schedules: null, indexSpace: null })));
  const parts = [
    ['clusters', difference(clusters(before), clusters(after))],
    ['schedules', difference(schedulesOf(before), schedulesOf(after))],
    ['tokens', difference(named(before.access.tokens), named(after.access.tokens))],
    ['notifications', difference(named(before.notifications), named(after.notifications))],
    ['access', isSame({ ...before.access, tokens: [] }, { ...after.access, tokens: [] }) ? '' : 'changed'],
  ].filter(([, change]) => change !== '');
  return parts.map(([what, change]) => `${what}: ${change}`).join('; ') || 'nothing that is in force changed';
}

function difference(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): string {
  const added = [...after.keys()].filter((name) => !before.has(name)).map((name) => `+${name}`);
  const removed = [...before.keys()].filter((name) => !after.has(name)).map((name) => `−${name}`);
  const changed = [...after].filter(([name, value]) => before.has(name) && !isSame(before.get(name), value));
  return [...added, ...removed, ...changed.map(([name]) => `~${name}`)].join(' ');
}
