import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '#config';
import { PauseMemory } from './pause-memory.ts';

const config = (redis: string) =>
  parseConfig(
    `redis: { url: "${redis}" }
clusters: [{ name: a, zeebe: { management: "http://z" }, records: { engine: elasticsearch, url: "http://e", repository: r } }]`,
    {},
  );
const intent = { kind: 'backup' as const, number: 42, runId: 'r', fence: 7, deadline: 5_000 };

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'holdfast-pauses-'));
  process.env.HOLDFAST_STATE = directory;
});
afterEach(() => {
  delete process.env.HOLDFAST_STATE;
  rmSync(directory, { recursive: true });
  jest.useRealTimers();
});
const started = (redis = 'redis://secret@one') => new PauseMemory(config(redis));

describe('PauseMemory', () => {
  it('knows a pause again after a kill, with its deadline', () => {
    started().note('a', intent);
    const next = started();
    expect(next.intent('a')?.deadline).toBe(5_000);
    expect(next.mayBeOurs('a')).toBe(true);
    expect(next.mayBeOurs('b')).toBe(false);
  });

  it('has no deadline once the pause was lifted, and no claim two minutes later', () => {
    const memory = started();
    memory.note('a', intent);
    memory.note('a', null);
    expect(started().intent('a')).toBeNull();
    expect(started().mayBeOurs('a')).toBe(true);
    jest.useFakeTimers({ now: Date.now() + 121_000 });
    expect(started().mayBeOurs('a')).toBe(false);
  });

  it('is of one deployment, shows no secret of it, and is readable by its user only', () => {
    started().note('a', intent);
    expect(started('redis://secret@two').intent('a')).toBeNull();
    const [file] = readdirSync(directory);
    expect(file).not.toContain('secret');
    expect(statSync(join(directory, file!)).mode & 0o777).toBe(0o600);
  });

  it('writes its version, and reads a file of the previous one, which had none', () => {
    started().note('a', intent);
    const path = join(directory, readdirSync(directory)[0]!);
    const { schemaVersion, ...rest } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    expect(schemaVersion).toBe(1);
    writeFileSync(path, JSON.stringify(rest));
    expect(started().intent('a')?.deadline).toBe(5_000);
    expect(started().refusal('a')).toBeNull();
  });

  it('neither reads nor writes a file of a newer version, says so, and remembers for itself', () => {
    started().note('a', intent);
    const path = join(directory, readdirSync(directory)[0]!);
    const newer = JSON.stringify({ schemaVersion: 2, of: 'another form' });
    writeFileSync(path, newer);
    const memory = started();
    expect(memory.intent('a')).toBeNull();
    memory.note('a', intent);
    expect(memory.intent('a')?.deadline).toBe(5_000);
    expect(readFileSync(path, 'utf8')).toBe(newer);
    expect(memory.refusal('a')?.message).toContain(
      `the file ${path} has schema version 2, and this build reads`,
    );
  });

  it('works with a damaged file, and without a disk', () => {
    started().note('a', intent);
    for (const file of readdirSync(directory)) writeFileSync(join(directory, file), '{');
    expect(started().intent('a')).toBeNull();
    process.env.HOLDFAST_STATE = '/dev/null/nowhere';
    const memory = started();
    memory.note('a', intent);
    expect(memory.intent('a')?.deadline).toBe(5_000);
  });
});
