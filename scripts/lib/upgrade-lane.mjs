/** A line for the summary of all lanes when this one is not among `lanes`, the names of those that ran. */
export function upgradeNotRun(lanes) {
  return lanes.includes('upgrade')
    ? []
    : ['rolling upgrade from v0.2.0: not run (npm run test:upgrade runs it)'];
}

/**
 * What came of the lane.
 * @param {{ passed: number, failed: number, skipped: number } | null} summary as the lane wrote it; null when it wrote none,
 *   which is a failure
 */
export function upgradeCounts(summary) {
  if (summary === null) return { passed: 0, failed: 1, skipped: 0 };
  const { passed, failed, skipped } = summary;
  return { passed, failed, skipped };
}
