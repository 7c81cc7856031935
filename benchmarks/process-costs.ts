import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { RedisProcess } from '../test/support/redis.ts';

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Resident memory, as `ps` shows it (MB). Linux only. */
export function residentMb(pid: number): number {
  const kb = Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? NaN);
  return kb / 1000;
}

/** What a process used of the cores since it began (s). Linux only. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // Behind the name in brackets, which may have blanks: fields 14 and 15 are user and system time.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Of the server's process on this machine. */
export async function redisPid(redis: RedisProcess): Promise<number> {
  const info = await redis.ask((client) => client.info('server'));
  return Number(/process_id:(\d+)/.exec(info)?.[1]);
}

/** Commands that a Redis has executed since it began. */
export async function redisCommands(redis: RedisProcess): Promise<number> {
  const info = await redis.ask((client) => client.info('stats'));
  return Number(/total_commands_processed:(\d+)/.exec(info)?.[1]);
}
