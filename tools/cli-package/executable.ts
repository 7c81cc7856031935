import { chmodSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'postject';

/** Where Node looks for the program that was put into it. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

/**
 * Puts the command line into a copy of the Node that runs this: one file, for this platform, without an installed Node.
 * @param run runs a program and waits for it
 */
export async function makeExecutable(
  { script, work, out }: { script: string; work: string; out: string },
  run: (program: string, words: readonly string[]) => void,
): Promise<void> {
  const config = join(work, 'sea.json');
  const blob = join(work, 'sea.blob');
  const settings = {
    main: script,
    output: blob,
    // Its warning would be on standard error of each call.
    disableExperimentalSEAWarning: true,
    useCodeCache: true,
    // NODE_OPTIONS of a shell are meant for other programs.
    execArgvExtension: 'none',
  };
  writeFileSync(config, JSON.stringify(settings));
  run(process.execPath, ['--experimental-sea-config', config]);
  copyFileSync(process.execPath, out);
  chmodSync(out, 0o755);
  await inject(out, 'NODE_SEA_BLOB', readFileSync(blob), { sentinelFuse: FUSE });
}
