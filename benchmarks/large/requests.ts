import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from '../../test/support/api.ts';

/** From the request until the whole answer is there (ms). @throws Error on any answer but a success */
export async function timeOf(api: Api, path: string): Promise<number> {
  const startedAt = performance.now();
  const response = await api.open(path);
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  return performance.now() - startedAt;
}

/**
 * Asks one path after the other, again and again, so that all of them meet the same machine.
 * @param pauseMs between two rounds
 * @returns the times of each path, in the order of the paths (ms)
 */
export async function timesOf(
  api: Api,
  paths: readonly string[],
  { rounds, pauseMs = 0 }: { rounds: number; pauseMs?: number },
): Promise<number[][]> {
  const times = paths.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, path] of paths.entries()) times[index]?.push(await timeOf(api, path));
    if (pauseMs > 0) await sleep(pauseMs);
  }
  return times;
}
