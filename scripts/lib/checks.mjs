import { spawn } from 'node:child_process';
import { nodeBinary, ROOT, say } from './environment.mjs';

/** Cores of the machines that this is meant for; each check keeps one busy. */
const AT_ONCE = 2;

/**
 * Runs checks, two at a time and in the given order, so the longest belongs first. The output of a check appears when it
 * has ended.
 * @param checks [name, arguments for Node] each
 * @returns how many succeeded
 */
export async function runChecks(checks) {
  const waiting = [...checks];
  let passed = 0;
  const next = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const [name, words] = check;
      const { ok, seconds, output } = await run(words);
      process.stdout.write(output);
      say(`${ok ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
      if (ok) passed += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  return passed;
}

function run(words) {
  const startedAt = Date.now();
  const child = spawn(nodeBinary(), words, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({ ok: code === 0, seconds: ((Date.now() - startedAt) / 1000).toFixed(1), output }),
    );
  });
}
