import { createCamundaClients } from '#camunda';
import { EXIT } from '../exit-codes.ts';
import { endpointsAt } from './addresses.ts';
import { CheckRunner } from './check-runner.ts';
import { checksOf } from './checks.ts';
import type { ReadRecording } from './recording.ts';
import { Replayer } from './replayer.ts';
import { reportOf, type Report } from './report.ts';

const nothing = (): Promise<void> => Promise.resolve();

/** Does the checks again, with the clients of today and the answers of a recording. Calls nothing but loopback. Idempotent. */
export async function replayRecording(
  recording: ReadRecording,
  say: (line: string) => void,
): Promise<{ report: Report; code: number }> {
  const { cluster, version, generation, ids } = recording;
  const replayer = await Replayer.start(recording);
  try {
    const clients = createCamundaClients(endpointsAt(generation, replayer.addresses));
    const runner = new CheckRunner(clients, ids, {
      ...{ call: {}, betweenMs: 0 },
      ...{ beforePause: nothing, afterResume: nothing },
      ...{ begins: () => undefined, doubt: () => undefined, isStopped: () => false },
    });
    const report = reportOf({ cluster, version, generation, ids }, await runner.run(checksOf(recording)));
    for (const call of new Set(replayer.unknown)) say(`The recording has no answer to ${call}.`);
    if (replayer.left > 0) say(`${replayer.left} recorded calls were not made.`);
    const isAsRecorded = report.counts.differs === 0 && replayer.unknown.length === 0;
    return { report, code: isAsRecorded ? EXIT.ok : EXIT.verifyFailed };
  } finally {
    await replayer.close();
  }
}
