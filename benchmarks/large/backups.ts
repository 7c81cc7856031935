import { addressOf, type JournalType } from '#contracts';
import { parseEvents } from '../../test/faults/server-sent-events.ts';
import type { Figure } from '../figures.ts';
import { CLUSTER, type LargeWorld } from './large-world.ts';

const BACKUPS = 3;

/** What a large cluster adds to a backup: simulated parts take a fraction of a second each. */
export async function backupFigures(large: LargeWorld): Promise<Figure[]> {
  const accepted: number[] = [];
  const preflight: number[] = [];
  const whole: number[] = [];
  for (let backup = 0; backup < BACKUPS; backup += 1) {
    await large.nextId();
    const startedAt = performance.now();
    const { body, status } = await large.api().start(CLUSTER);
    if (status !== 202) throw new Error(`no backup was started: ${status} ${body.detail ?? ''}`);
    accepted.push((performance.now() - startedAt) / 1000);
    await completed(large, body.backupId);
    whole.push((performance.now() - startedAt) / 1000);
    const [from, to] = await writtenAt(large, body.backupId, ['run-accepted', 'preflight-passed']);
    preflight.push(((to ?? NaN) - (from ?? NaN)) / 1000);
  }
  return [
    { what: 'backup: until it is accepted', unit: 's', values: accepted },
    { what: 'backup: preflight', unit: 's', values: preflight },
    { what: 'backup: whole', unit: 's', values: whole },
  ];
}

/** @throws Error when it did not complete */
async function completed(large: LargeWorld, backupId: number): Promise<void> {
  const { outcome, failure, checks } = await large.api().done(CLUSTER, backupId);
  if (outcome === 'completed') return;
  const failed = checks.filter(({ ok }) => !ok).map(({ name }) => name);
  throw new Error(
    `backup ${backupId} ended as ${outcome ?? 'nothing'}: ${failure?.message ?? failed.join(', ')}`,
  );
}

/** When the first entry of each type was written in a backup that has ended, in ms since the epoch; NaN where there is none. */
export async function writtenAt(
  large: LargeWorld,
  backupId: number,
  types: readonly JournalType[],
): Promise<number[]> {
  const response = await large.api().open(addressOf('backup.follow', { cluster: CLUSTER, id: backupId }));
  const text = await response.text();
  if (!response.ok) throw new Error(`the journal of backup ${backupId}: ${response.status} ${text}`);
  const journal = parseEvents(text);
  return types.map((wanted) => Date.parse(journal.find(({ type }) => type === wanted)?.at ?? ''));
}
