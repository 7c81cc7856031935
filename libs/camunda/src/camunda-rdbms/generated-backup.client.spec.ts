import { afterEach, describe, expect, it } from '@jest/globals';
import { createCamundaClients } from '../create-camunda-clients.ts';
import { failureDetail } from '../failure-of.spec-support.ts';
import { replay, type Recorded, type Replay } from '../http/replay-server.spec-support.ts';

const TRIGGER = 'POST /actuator/backupRuntime';
const STATE = 'GET /actuator/backupRuntime/state';

// From documentation and sources of 8.9; none was recorded.
describe('the backups of a cluster on a relational database', () => {
  let server: Replay;
  async function connect(answers: Record<string, Recorded>) {
    server = await replay(answers);
    const { generated, backups } = createCamundaClients({
      generation: 'rdbms',
      zeebe: { management: server.url },
    });
    if (!generated) throw new Error('it has no generated ids');
    return { generated, backups };
  }
  afterEach(() => server.close());

  it('take their id from the answer, and have neither body nor content type', async () => {
    const { generated } = await connect({
      [TRIGGER]: { status: 202, body: { backupId: 1772001869309, message: 'ok' } },
    });
    await expect(generated.take()).resolves.toBe(1772001869309);
    expect(server.asked[0]!.body).toBe('');
    expect(server.asked[0]!.headers['content-type']).not.toBe('application/json');
  });

  it('take it from the message of earlier patches', async () => {
    const message =
      'A backup with id 1772001869309 has been scheduled. Use GET actuator/backups/1772001869309 to monitor the status.';
    const { generated } = await connect({ [TRIGGER]: { status: 202, body: { message } } });
    await expect(generated.take()).resolves.toBe(1772001869309);
  });

  it.each<[string, Recorded]>([
    ['refused', { status: 400, body: { message: 'A backupId must be provided and it must be > 0' } }],
    ['refused', { status: 400, body: { message: 'No backup store is configured.' } }],
    ['busy', { status: 409, body: { message: 'Cannot take backup while scaling is in progress.' } }],
    ['unavailable', { status: 504, body: { message: 'timed out' } }],
    ['unexpected-answer', { status: 202, body: { message: 'accepted' } }],
  ])('fail with %s', async (code, answer) => {
    const { generated } = await connect({ [TRIGGER]: answer });
    await expect(failureDetail(generated.take())).resolves.toMatchObject({ code });
  });

  it('cannot be asked for under an id of the caller', async () => {
    const { backups } = await connect({});
    await expect(failureDetail(backups.zeebe.trigger(7))).resolves.toMatchObject({
      code: 'refused',
      retryable: false,
    });
    expect(server.asked).toEqual([]);
  });

  it('show what can be restored', async () => {
    const point = (checkpointId: number, checkpointType: string) => ({
      ...{ checkpointId, checkpointType, checkpointPosition: 1695 },
      checkpointTimestamp: '2026-03-18T13:22:11.781+0000',
    });
    const body = {
      checkpointStates: [{ ...point(1773840131794, 'MARKER'), partitionId: 2 }],
      backupStates: [{ ...point(1773840011037, 'SCHEDULED_BACKUP'), partitionId: 2, firstLogPosition: 1 }],
      ranges: [
        {
          partitionId: 2,
          start: point(1773839828707, 'SCHEDULED_BACKUP'),
          end: point(1773840011037, 'MANUAL_BACKUP'),
        },
      ],
    };
    const { generated } = await connect({ [STATE]: { body } });
    const at = Date.parse('2026-03-18T13:22:11.781Z');
    await expect(generated.state()).resolves.toEqual({
      checkpoints: [{ partitionId: 2, checkpointId: 1773840131794, type: 'MARKER', position: 1695, at }],
      backups: [
        { partitionId: 2, checkpointId: 1773840011037, type: 'SCHEDULED_BACKUP', position: 1695, at },
      ],
      ranges: [
        {
          partitionId: 2,
          start: {
            partitionId: 2,
            checkpointId: 1773839828707,
            type: 'SCHEDULED_BACKUP',
            position: 1695,
            at,
          },
          end: { partitionId: 2, checkpointId: 1773840011037, type: 'MANUAL_BACKUP', position: 1695, at },
        },
      ],
    });
  });

  it('do not take an answer that is no state for an empty one', async () => {
    const { generated } = await connect({ [STATE]: { body: [] } });
    await expect(failureDetail(generated.state())).resolves.toMatchObject({ code: 'unexpected-answer' });
  });
});
