import { describe, expect, it } from '@jest/globals';
import type { InfoApi } from '#camunda';
import { softPauseCheck } from './backup-api.checks.ts';

const zeebe = (version: string | null) =>
  ({ read: () => Promise.resolve({ version, clockSkewMs: null }) }) as unknown as InfoApi;
const check = (version: string | null, hardPause: 'allowed' | 'refused' = 'refused') =>
  softPauseCheck(zeebe(version), { hardPause }, { timeoutMs: 1_000 });

describe('softPauseCheck', () => {
  it.each(['8.4.7', '8.5.1', '8.6.0', '8.7.3'])('passes %s', async (version) => {
    expect(await check(version)).toMatchObject({ ok: true });
  });

  it.each(['8.1.9', '8.2.26', '8.3.10', '8.4.6', '8.5.0'])(
    'refuses %s, whose soft pause would be a hard one',
    async (version) => {
      expect(await check(version)).toMatchObject({ ok: false, remedy: expect.stringContaining('8.4.7') });
    },
  );

  it('passes it where the configuration allows a hard pause', async () => {
    expect(await check('8.2.26', 'allowed')).toMatchObject({
      ok: true,
      message: expect.stringContaining('hard'),
    });
  });

  it('passes what does not tell its version: the pause is read back', async () => {
    expect(await check(null)).toMatchObject({ ok: true });
  });
});
