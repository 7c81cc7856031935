export { isBeyond, TRIM_OBSTACLES, trimObstacle, type TrimFacts, type TrimObstacle } from './decide-trim.ts';
export { NewestRuns, type RunOutline } from './newest-runs.ts';
export type { HistoryKeep } from './history-keep.ts';
