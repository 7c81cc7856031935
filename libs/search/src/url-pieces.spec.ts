import { describe, expect, it } from '@jest/globals';
import { byPieces, urlPieces } from './url-pieces.ts';

const names = (count: number, name = 'zeebe-record_process-instance_8.6.0_2026-11-') =>
  Array.from({ length: count }, (_, n) => `${name}${n}`);

describe('urlPieces', () => {
  it('keeps what fits together', () => {
    expect(urlPieces([])).toEqual([]);
    expect(urlPieces(['a', 'b'])).toEqual([['a', 'b']]);
  });

  it('cuts into few pieces that each fit into an address as the client writes it, and loses nothing', () => {
    for (const name of ['zeebe-record_process-instance_8.6.0_2026-11-', 'größer-']) {
      const pieces = urlPieces(names(300, name));
      expect(pieces.flat()).toEqual(names(300, name));
      const lengths = pieces.map((piece) => encodeURIComponent(piece.join(',')).length);
      expect(Math.max(...lengths)).toBeLessThanOrEqual(3_000);
      for (const length of lengths.slice(0, -1)) expect(length).toBeGreaterThan(2_800);
    }
  });

  it('gives a name that is too long alone a piece of its own', () => {
    const long = 'x'.repeat(5_000);
    expect(urlPieces(['a', long, 'b'])).toEqual([['a'], [long], ['b']]);
  });
});

describe('byPieces', () => {
  it('asks for one piece after the other', async () => {
    const asked: number[] = [];
    let running = 0;
    const answers = await byPieces(names(200), async (piece) => {
      running += 1;
      expect(running).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      asked.push(piece.length);
      return piece;
    });
    expect(asked.length).toBeGreaterThan(1);
    expect(answers).toEqual(names(200));
  });
});
