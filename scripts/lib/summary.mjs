/**
 * How a run of lanes ended.
 * @param {{ passed: number, failed: number, skipped: number }} total
 * @param {string[]} notRun a line for each lane that was left out; each counts as one that was skipped
 * @returns {{ text: string, exitCode: 0 | 1 }} the last line of the text has the counts and nothing else; a run in which
 *   nothing passed has failed
 */
export function summaryOf({ passed, failed, skipped }, notRun) {
  const left = skipped + notRun.length;
  const counts = `${passed} passed, ${failed} failed${left > 0 ? `, ${left} skipped` : ''}`;
  return { text: [...notRun, counts].join('\n'), exitCode: failed > 0 || passed === 0 ? 1 : 0 };
}
