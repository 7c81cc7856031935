import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { redisBinary } from '../test/support/redis.ts';
import type { Machine } from './results.ts';

export function thisMachine(): Machine {
  const said = (program: string, ...words: string[]): string =>
    execFileSync(program, words, { encoding: 'utf8' }).trim();
  return {
    at: new Date().toISOString(),
    commit: said('git', 'rev-parse', '--short', 'HEAD'),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    redis: /v=([0-9.]+)/.exec(said(redisBinary(), '--version'))?.[1] ?? 'unknown',
  };
}
