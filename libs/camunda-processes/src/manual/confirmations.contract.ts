import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Confirmation, Confirmations } from './confirmations.port.ts';

export interface ConfirmationsFixture {
  confirmations: Confirmations;
  /** What the person does; false when there is nothing to answer. */
  answer: (key: string, answer: Partial<Confirmation>) => Promise<boolean>;
}

/** The behaviour that every Confirmations promises. */
export function defineConfirmationsContract(
  name: string,
  factory: () => Promise<ConfirmationsFixture>,
): void {
  describe(`Confirmations contract: ${name}`, () => {
    let confirmations: Confirmations;
    let answer: ConfirmationsFixture['answer'];

    beforeEach(async () => {
      ({ confirmations, answer } = await factory());
    });

    it('knows nothing of a key that was never asked, and takes no answer for it', async () => {
      expect(await confirmations.find('a')).toBeNull();
      expect(await answer('a', {})).toBe(false);
      expect(await confirmations.find('a')).toBeNull();
    });

    it('asks once under one key, with the first instruction', async () => {
      await confirmations.request('a', 'Stop it.');
      const first = await confirmations.find('a');
      expect(first).toMatchObject({ instruction: 'Stop it.', withdrawn: false, answer: null });
      expect(Math.abs((first?.requestedAt ?? 0) - Date.now())).toBeLessThan(60_000);
      await confirmations.request('a', 'Stop it now.');
      expect(await confirmations.find('a')).toEqual(first);
      expect(await confirmations.find('b')).toBeNull();
    });

    it('keeps the first answer', async () => {
      await confirmations.request('a', 'Stop it.');
      const given = { confirmedAt: 1_764_000_000_000, by: 'ada', ok: false, note: 'no access' };
      expect(await answer('a', given)).toBe(true);
      expect(await answer('a', { ok: true })).toBe(false);
      await confirmations.request('a', 'Stop it.');
      await confirmations.withdraw('a');
      expect(await confirmations.find('a')).toMatchObject({ withdrawn: false, answer: given });
    });

    it('takes no answer for what was withdrawn, and does not ask it again', async () => {
      await confirmations.request('a', 'Stop it.');
      await confirmations.withdraw('a');
      await confirmations.withdraw('a');
      await confirmations.request('a', 'Stop it.');
      expect(await answer('a', {})).toBe(false);
      expect(await confirmations.find('a')).toMatchObject({ withdrawn: true, answer: null });
    });

    it('does not ask what was withdrawn before it was asked', async () => {
      await confirmations.withdraw('a');
      await confirmations.request('a', 'Stop it.');
      expect(await answer('a', {})).toBe(false);
      expect(await confirmations.find('a')).toMatchObject({ withdrawn: true });
    });
  });
}
