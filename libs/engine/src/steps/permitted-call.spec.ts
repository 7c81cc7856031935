import { describe, expect, it } from '@jest/globals';
import { TooLate } from '#redis';
import { permittedCall } from './permitted-call.ts';

function aCall(left: number) {
  const time = { left };
  const call = permittedCall({ caller: 'me', timeoutMs: 1_000, remainingMs: () => time.left });
  return { time, call };
}

describe('a permitted call', () => {
  it('may leave while something is left, and not from then on', () => {
    const { time, call } = aCall(5);
    expect(() => call.permit()).not.toThrow();
    time.left = 0;
    expect(() => call.permit()).toThrow(TooLate);
    time.left = -60_000;
    expect(() => call.permit()).toThrow(/me .* was not sent/);
  });

  it('may take as long as what is left now, and no longer than its own limit', () => {
    const { time, call } = aCall(5_000);
    expect(call.timeoutMs).toBe(1_000);
    time.left = 300;
    expect(call.timeoutMs).toBe(300);
    time.left = -1;
    expect(call.timeoutMs).toBe(1);
  });
});
