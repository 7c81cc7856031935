import type { Tooth } from '../teeth/run-teeth.ts';

export function toothLines({ guard, caught, by, seen }: Tooth): string[] {
  const head = `${guard.invariant}  ${caught === null ? 'NOTICED NOTHING' : 'red'}  without ${guard.without}`;
  if (caught !== null) return [head, `      ${by ?? ''}: ${caught}`];
  return [head, ...seen.map((line) => `      ${line}`)];
}

/** A table for docs/reliability.md. */
export function renderTeeth(teeth: readonly Tooth[]): string {
  const rows = teeth.map(
    ({ guard, caught, by }) =>
      `| ${guard.invariant} | ${guard.without} | \`${by ?? guard.cases.join(', ')}\` | ${caught ?? 'nothing was noticed'} |`,
  );
  return ['| | without | case | what the check said |', '|---|---|---|---|', ...rows, ''].join('\n');
}
