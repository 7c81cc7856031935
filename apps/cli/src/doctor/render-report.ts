import type { DoctorCheck, DoctorReport, DoctorStatus } from '#contracts';
import { paint } from '../output/colours.ts';
import { plural } from '../output/format.ts';

const MARKS: Record<DoctorStatus, string> = { ok: '✓', warning: '!', critical: '✗' };
const COLOURS: Record<DoctorStatus, (text: string) => string> = {
  ok: paint.green,
  warning: paint.yellow,
  critical: paint.red,
};

/** The verdict first, since monitoring systems show the first line; then one line per check, with its remedy below. */
export function renderReport({ status, checks, version }: DoctorReport, problemsOnly: boolean): string {
  const count = (wanted: DoctorStatus): number => checks.filter((check) => check.status === wanted).length;
  const found = [
    ...(count('critical') > 0 ? [`${count('critical')} critical`] : []),
    ...(count('warning') > 0 ? [plural(count('warning'), 'warning')] : []),
    `${count('ok')} of ${plural(checks.length, 'check')} ok`,
  ];
  const verdict = `${COLOURS[status](status.toUpperCase())}: ${found.join(', ')} (Holdfast ${version})`;
  const shown = problemsOnly ? checks.filter((check) => check.status !== 'ok') : checks;
  return [verdict, ...sections(shown)].join('\n');
}

function sections(checks: readonly DoctorCheck[]): string[] {
  const clusters = [...new Set(checks.map(({ cluster }) => cluster))];
  return clusters.flatMap((cluster) => [
    '',
    paint.bold(cluster === null ? 'Holdfast' : `Cluster ${cluster}`),
    ...checks.filter((check) => check.cluster === cluster).flatMap(lines),
  ]);
}

function lines({ name, status, message, remedy }: DoctorCheck): string[] {
  const text = status === 'ok' ? `${name}: ${paint.dim(message)}` : COLOURS[status](`${name}: ${message}`);
  return [`  ${COLOURS[status](MARKS[status])} ${text}`, ...(remedy === null ? [] : [`    ${remedy}`])];
}
