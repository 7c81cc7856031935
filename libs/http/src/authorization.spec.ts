import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Authorization } from './authorization.ts';

const hidden = (text: string) => ({ reveal: () => text });

/** A token endpoint that gives another token with every request. */
let endpoint: Server;
let given = 0;
beforeEach(async () => {
  given = 0;
  endpoint = createServer((_, response) => {
    given += 1;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ access_token: `t${given}`, token_type: 'Bearer', expires_in: 3600 }));
  });
  await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
});
afterEach(() => new Promise((resolve) => endpoint.close(resolve)));

const oauth = () =>
  new Authorization({
    auth: {
      oauth: {
        tokenUrl: `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/token`,
        clientId: 'holdfast',
        clientSecret: hidden('secret'),
      },
    },
  });

/** The credentials of each request. The component refuses this many of the first ones. */
function refusing(times: number) {
  const shown: (string | null)[] = [];
  const answer = (header: string | null): number => (shown.push(header) <= times ? 401 : 200);
  return { shown, answer };
}

describe('a request that needs a login', () => {
  const inAnswer = { is401: { answer: (status: number) => status === 401 } };
  const inError = { is401: { error: (error: unknown) => (error as Error).message === '401' } };

  it.each(['answer', 'error'] as const)(
    'is sent once more with a new token after a 401 as an %s',
    async (as) => {
      const { shown, answer } = refusing(1);
      const send = (header: string | null): Promise<number> => {
        const status = answer(header);
        return as === 'error' && status === 401 ? Promise.reject(new Error('401')) : Promise.resolve(status);
      };
      expect(await oauth().send(send, as === 'error' ? inError : inAnswer)).toBe(200);
      expect(shown).toEqual(['Bearer t1', 'Bearer t2']);
    },
  );

  it('is sent twice at most, and only once after any other answer or error', async () => {
    const again = refusing(5);
    expect(await oauth().send((header) => Promise.resolve(again.answer(header)), inAnswer)).toBe(401);
    expect(again.shown).toHaveLength(2);
    const served = refusing(0);
    expect(await oauth().send((header) => Promise.resolve(served.answer(header)), inAnswer)).toBe(200);
    let tries = 0;
    const cut = () => Promise.reject<number>(new Error(`cut off ${(tries += 1)}`));
    await expect(oauth().send(cut, inError)).rejects.toThrow('cut off 1');
    expect([served.shown.length, tries]).toEqual([1, 1]);
  });

  it('is sent once where there is no other login to show', async () => {
    const basic = { username: 'ops', password: hidden('x') };
    for (const auth of [{ basic }, undefined]) {
      const { shown, answer } = refusing(5);
      const authorization = new Authorization({ auth });
      expect(await authorization.send((header) => Promise.resolve(answer(header)), inAnswer)).toBe(401);
      expect(shown).toEqual([auth ? 'Basic b3BzOng=' : null]);
    }
  });
});
