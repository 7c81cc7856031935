import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  requireReadable,
  SCHEMAS,
  UnreadableRecord,
  unversioned,
  versioned,
  type SchemaFamily,
} from './schema-version.ts';

const FAMILIES = Object.keys(SCHEMAS) as SchemaFamily[];

describe('the version of a stored record', () => {
  it.each(FAMILIES)('%s: the current one and the previous one are read', (family) => {
    const { version, oldest } = SCHEMAS[family];
    expect(requireReadable(family, 'it', version)).toBe(version);
    expect(requireReadable(family, 'it', String(version))).toBe(version);
    expect(requireReadable(family, 'it', oldest)).toBe(oldest);
    expect(version - oldest).toBeGreaterThanOrEqual(1);
  });

  it('is 0 where there is none', () => {
    expect(requireReadable('run', 'it', undefined)).toBe(0);
    expect(requireReadable('run', 'it', null)).toBe(0);
  });

  it('is refused when it is newer, or no version', () => {
    const { version } = SCHEMAS.run;
    const isVersion = (value: unknown): boolean => /^\d+$/.test(String(value)) && Number(value) <= version;
    const odd = fc.oneof(fc.integer({ min: version + 1 }), fc.integer({ max: -1 }), fc.string(), fc.double());
    fc.assert(
      fc.property(odd, (found) => {
        fc.pre(!isVersion(found) && Number(found) !== 0 && Number(found) !== 1);
        expect(() => requireReadable('run', 'it', found)).toThrow(UnreadableRecord);
      }),
    );
    expect(() => requireReadable('run', 'it', '')).toThrow(UnreadableRecord);
  });

  it('that cannot be read is one line with the record, both versions and the remedy', () => {
    const { message, what, remedy } = new UnreadableRecord('run', 'run 42 of cluster "prod"', 7);
    expect(message).toBe(`${what} ${remedy}`);
    expect(message).not.toContain('\n');
    expect(what).toBe(
      'run 42 of cluster "prod" has schema version 7, and this build reads 0 and 1; it is left as it is.',
    );
    expect(remedy).toBe('A newer version of Holdfast wrote it: run that version, or a later one.');
  });

  it('that is too old names another remedy', () => {
    expect(new UnreadableRecord('job', 'job finalize', undefined).remedy).toContain(
      'let that version finish it',
    );
  });

  it('is added and taken off without a change of the rest', () => {
    const stored = versioned('job', { cluster: 'a' });
    expect(stored).toEqual({ schemaVersion: SCHEMAS.job.version, cluster: 'a' });
    expect(unversioned('job', 'it', stored)).toEqual({
      version: SCHEMAS.job.version,
      value: { cluster: 'a' },
    });
    expect(unversioned('job', 'it', { cluster: 'a' })).toEqual({ version: 0, value: { cluster: 'a' } });
  });
});
