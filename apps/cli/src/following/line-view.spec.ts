import { describe, expect, it } from '@jest/globals';
import { Printer } from '../output/printer.ts';
import { localTime } from '../output/format.ts';
import type { Followed } from './followed.ts';
import { LineView } from './line-view.ts';

const run = {
  ...{ kind: 'restore', cluster: 'prod', number: 7, title: 'Restore 7 of backup 5', version: '8.6.0' },
  ...{ procedure: 'restore-8.6', outcome: 'completed', requestedAt: '2026-01-01T00:00:00.000Z' },
  ...{ finishedAt: '2026-01-01T00:00:09.000Z', exporting: null, checks: [], failure: null },
  waitingFor: { action: 'r-stop', instruction: 'Stop Zeebe.\nThen Operate.', requestedAt: '' },
} as unknown as Followed;

describe('a restore in a log', () => {
  it('says how to confirm what a person is asked to do, and nothing of exporting at the end', async () => {
    const written: string[] = [];
    const view = new LineView(await Printer.create('table', { write: (text) => written.push(text) }));
    view.show(run);
    const event = { id: '1-0', at: '2026-01-01T00:00:01.000Z', by: 'x', step: 'stop-camunda', failure: null };
    view.event({ ...event, type: 'step-started', message: 'started' }, run);
    view.event({ ...event, type: 'confirmation-requested', message: 'asked' }, run);
    view.end(run);
    const at = localTime(event.at, true);
    expect(written).toEqual([
      'restore 7 of backup 5 of prod (Camunda 8.6.0, restore-8.6)\n',
      `${at}  step-started       stop-camunda: started\n`,
      `${at}  confirmation-requested stop-camunda: asked\n`,
      '  When it is done: holdfast restore confirm prod 7 --action r-stop\n',
      'completed in 9.0 s\n',
    ]);
  });
});
