import type { Context } from '../session.ts';

/** Signals that ask a program to end, next to Ctrl-C. */
const SIGNALS = ['SIGTERM', 'SIGHUP'] as const;

export interface Interruption {
  /** Whether the program was asked to end. */
  isStopped(): boolean;
  /** Whether it was asked again. */
  isHurried(): boolean;
}

/** From now on, a signal does not end the process: exporting has to be resumed first. */
export function onInterruption({ streams, say }: Pick<Context, 'streams' | 'say'>): Interruption {
  let asked = 0;
  const stop = (): void => {
    asked += 1;
    if (asked === 1)
      say(
        'Stopping: exporting is resumed, and the backups that were made are deleted. Again: the backups are left.',
      );
    if (asked === 2) say('Exporting is resumed, and the backups that were made are left.');
  };
  streams.onInterrupt(stop);
  for (const signal of SIGNALS) process.on(signal, stop);
  return {
    isStopped: () => asked > 0,
    isHurried: () => asked > 1,
  };
}
