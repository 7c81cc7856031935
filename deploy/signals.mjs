// Loaded before a program of an image (`node --import`). Process 1 of a container ignores a signal that it does not handle,
// and a program has no handler while it is being loaded: a stop right after a start would wait for the kill. Without a
// handler of its own a program ends with the code that a shell shows for the signal.
const CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };
/** Node 24 may hang when it exits while its compiler works; the same time as in libs/app/src/exit.ts. */
const SETTLE_MS = 300;

for (const [signal, code] of Object.entries(CODES))
  process.on(signal, () => {
    if (process.listenerCount(signal) === 1) setTimeout(() => process.exit(code), SETTLE_MS);
  });
