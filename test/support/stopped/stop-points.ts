import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';

/** Where a process stops itself, as SIGSTOP from outside would do it at the unluckiest moment. */
export interface StopPoint {
  /** The event of a connection to the target; `file`: the file is about to be opened. */
  event: 'connect' | 'secureConnect' | 'file';
  /** Before what the event makes others do, or after it: still in the same tick. */
  moment: 'before' | 'after';
  /** How often the event passes by first. */
  skip: number;
}

/** Returns once the process was continued. */
const standStill = (): void => void process.kill(process.pid, 'SIGSTOP');

/** Stops this process once, at a connection to `port`. */
export function stopAtConnection(port: number, { event, moment, skip }: StopPoint): void {
  let left = skip;

  const emit = Socket.prototype.emit;
  Socket.prototype.emit = function (this: Socket, name: string | symbol, ...values: unknown[]) {
    const here = name === event && this.remotePort === port && left-- === 0;
    if (here && moment === 'before') standStill();
    const heard = Reflect.apply(emit, this, [name, ...values]) as boolean;
    if (here && moment === 'after') standStill();
    return heard;
  } as typeof emit;
}

/** Stops this process once, when a file with such an end is about to be opened. */
export function stopAtFile(end: string): void {
  const { openSync } = fs;
  fs.openSync = (path, ...more) => {
    if (String(path).endsWith(end)) {
      fs.openSync = openSync;
      syncBuiltinESMExports();
      standStill();
    }
    return openSync(path, ...more);
  };
  syncBuiltinESMExports();
}
