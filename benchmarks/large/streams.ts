import { addressOf, type Run } from '#contracts';
import { pointsOf } from '../../test/faults/points.ts';
import { DEFAULT_PROFILE } from '../../test/faults/profile.ts';
import { median, type Figure } from '../figures.ts';
import { writtenAt } from './backups.ts';
import { CLUSTER, type LargeWorld } from './large-world.ts';
import { Listeners } from './listeners.ts';

const LISTENERS = 200;
const EVENTS = 2;
const PAUSED = 'exporting-paused';

/** From the moment in which an entry of the journal was written until each of many listeners has it (ms). */
export async function streamFigures(large: LargeWorld): Promise<Figure[]> {
  const overview: number[][] = [];
  const journal: number[][] = [];
  const listeners = await Listeners.open(LISTENERS, addressOf('overview.follow', {}), (index) =>
    large.listenerApi(index),
  );
  try {
    for (let event = 0; event < EVENTS; event += 1) overview.push(await startSeen(large, listeners));
  } finally {
    listeners.close();
  }
  for (let event = 0; event < EVENTS; event += 1) journal.push(await pauseSeen(large));
  return [...figuresOf('overview', overview), ...figuresOf('journal of a run', journal)];
}

/** The overview shows a backup that was started. */
async function startSeen(large: LargeWorld, listeners: Listeners): Promise<number[]> {
  await large.nextId();
  const backupId = Math.floor(Date.now() / 1000);
  const arrivals = listeners.next(`"number":${backupId}`);
  const { status, body } = await large.api().start(CLUSTER, { backupId });
  if (status !== 202) throw new Error(`no backup was started: ${status} ${body.detail ?? ''}`);
  const seen = await arrivals;
  // Its start was the event; how it ends does not matter here.
  await large.api().done(CLUSTER, backupId);
  const [at = NaN] = await writtenAt(large, backupId, ['run-accepted']);
  return seen.map((each) => each - at);
}

/** The journal of a backup has the pause. The backup waits until all of them listen. */
async function pauseSeen(large: LargeWorld): Promise<number[]> {
  await large.nextId();
  const trigger = pointsOf(DEFAULT_PROFILE).find(({ id }) => id === 'trigger-operate:after')?.http;
  if (!trigger) throw new Error('the trigger of Operate is no call');
  const held = large.holds.next(CLUSTER, trigger);
  const { body } = await large.api().start(CLUSTER);
  const ended = large.api().done(CLUSTER, body.backupId);
  const { letGo } = await Promise.race([held, ended.then(endedEarly)]);
  const path = addressOf('backup.follow', { cluster: CLUSTER, id: body.backupId });
  const listeners = await Listeners.open(LISTENERS, path, (index) => large.listenerApi(index));
  try {
    const arrivals = listeners.next(`event: ${PAUSED}`);
    letGo();
    const seen = await arrivals;
    await ended;
    const [at = NaN] = await writtenAt(large, body.backupId, [PAUSED]);
    return seen.map((each) => each - at);
  } finally {
    letGo();
    listeners.close();
  }
}

function endedEarly({ outcome, failure }: Run): never {
  throw new Error(`the backup ended as ${outcome ?? 'nothing'} before its pause: ${failure?.message ?? ''}`);
}

function figuresOf(what: string, events: readonly (readonly number[])[]): Figure[] {
  return [
    { what: `${what}: an event at ${LISTENERS} listeners, median`, unit: 'ms', values: events.map(median) },
    {
      what: `${what}: an event at ${LISTENERS} listeners, last`,
      unit: 'ms',
      values: events.map((each) => Math.max(...each)),
    },
  ];
}
