import type { Stand, Tooth } from '../teeth/run-teeth.ts';

export function toothLines({ guard, caught, by, seen }: Tooth): string[] {
  const head = `${guard.invariant}  ${caught === null ? 'NOTICED NOTHING' : 'red'}  without ${guard.without}`;
  if (caught !== null) return [head, `      ${by ?? ''}: ${caught}`];
  return [head, ...seen.map((line) => `      ${line}`)];
}

const secondsOf = (ms: number | null): string => (ms === null ? '–' : `${(ms / 1000).toFixed(1)} s`);

export function standLines({ alone, worstMs, seen }: Stand): string[] {
  const verdict = seen.length === 0 ? `holds (${secondsOf(worstMs)})` : 'IS NOT ENOUGH';
  return [`alone  ${verdict}  ${alone.who}`, ...seen.map((line) => `      ${line}`)];
}

/** Two tables for docs/reliability.md. */
export function renderTeeth({
  teeth,
  stands,
}: {
  teeth: readonly Tooth[];
  stands: readonly Stand[];
}): string {
  const guards = teeth.map(
    ({ guard, caught, by }) =>
      `| ${guard.invariant} | ${guard.without} | \`${by ?? guard.cases.join(', ')}\` | ${caught ?? 'nothing was noticed'} |`,
  );
  const resumers = stands.map(({ alone, worstMs, seen }) => {
    const cases = alone.cases.map((each) => `\`${each}\``).join(', ');
    return `| ${alone.who} | ${cases} | ${seen.length === 0 ? secondsOf(worstMs) : seen.join('; ')} |`;
  });
  return [
    '| | without | case | what the check reported |',
    '|---|---|---|---|',
    ...guards,
    '',
    '| alone | cases | exporting ran again after, at the latest |',
    '|---|---|---|',
    ...resumers,
    '',
  ].join('\n');
}
