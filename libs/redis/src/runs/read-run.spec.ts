import { describe, expect, it } from '@jest/globals';
import { SCHEMAS, UnreadableRecord } from '#domain';
import { aRun } from '../../../../test/support/runs.ts';
import { readRun } from './read-run.ts';
import { toFields } from './run-fields.ts';

const current = (): Record<string, string> => ({ ...Object.fromEntries(toFields(aRun())), fence: '7' });
const without = (...names: string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(current()).filter(([name]) => !names.includes(name)));
const read = (hash: Record<string, string>) => readRun('prod', 100, hash);

describe('the record of a run', () => {
  it('has a version, and is read in it', () => {
    expect(current()['schemaVersion']).toBe(String(SCHEMAS.run.version));
    expect(read(current())).toMatchObject({ number: 100, kind: 'backup', runId: 'run-a', fence: 7 });
  });

  it('without a version is read as the previous one', () => {
    expect(read(without('schemaVersion'))).toEqual(read(current()));
  });

  it.each(['number', 'kind'])('without a version and a %s is of an earlier form, and refused', (name) => {
    expect(() => read(without('schemaVersion', name))).toThrow(UnreadableRecord);
    expect(() => read(without('schemaVersion', name))).toThrow(
      'run 100 of cluster "prod" has schema version 0 (none), and this build reads 0 and 1; it is left as it is. A version of Holdfast before 0.2.0 wrote it',
    );
  });

  it('of a newer version is refused, whatever its fields are called', () => {
    expect(() => read({ ...current(), schemaVersion: '2' })).toThrow(UnreadableRecord);
    expect(() => read({ schemaVersion: '99', id: 'something' })).toThrow(UnreadableRecord);
    expect(() => read({ ...current(), schemaVersion: 'next' })).toThrow(UnreadableRecord);
  });

  it('that is not there is none', () => {
    expect(read({})).toBeNull();
  });
});
