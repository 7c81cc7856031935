import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Permit } from './permit.ts';

type Written = (error?: Error | null) => void;

/**
 * Makes a socket ask for permission before each write, in the tick in which the bytes go to the kernel.
 *
 * Node keeps what is written to a socket that is still connecting (or shaking hands), and sends it later from inside the
 * event, without asking. A process that is stopped in between would send it hours later. So nothing is handed to the
 * socket before it can be sent at once.
 *
 * @param socket one that was just made, and is not connected yet
 * @param permit when it throws, the socket is destroyed with that error, and nothing of the write is sent
 */
export function guardSocket(socket: Socket, permit: Permit): void {
  const ready = readiness(socket);
  const write = socket._write.bind(socket);
  const writev = socket._writev?.bind(socket);
  const guarded = (send: () => void, written: Written): void => {
    ready(() => {
      try {
        permit();
      } catch (error) {
        written(error as Error);
        return;
      }
      send();
    });
  };
  socket._write = (chunk, encoding, written) => guarded(() => write(chunk, encoding, written), written);
  if (writev) socket._writev = (chunks, written) => guarded(() => writev(chunks, written), written);
}

/** Runs something at once where bytes can leave at once, else in the event from which on they can. */
function readiness(socket: Socket): (then: () => void) => void {
  const event = socket instanceof TLSSocket ? 'secureConnect' : 'connect';
  let ready = false;
  socket.prependOnceListener(event, () => (ready = true));
  return (then) => {
    if (ready) then();
    else socket.once(event, then);
  };
}
