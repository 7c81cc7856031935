import { expect, it } from '@jest/globals';
import { listenForEach, stop } from './loopback-server.ts';

const answer = { listener: (_: unknown, outgoing: { end(): void }) => outgoing.end() };

it('serves one thing after the other', async () => {
  const { servers, made } = await listenForEach([1, 2], (one) => ({
    ...answer,
    done: (url) => ({ one, url }),
  }));
  expect(made.map(({ one }) => one)).toEqual([1, 2]);
  for (const { url } of made) expect((await fetch(url)).status).toBe(200);
  await Promise.all(servers.map(stop));
  await expect(fetch(made[0]!.url)).rejects.toThrow();
});

it('leaves no server behind when a later one cannot be made', async () => {
  const urls: string[] = [];
  const done = (url: string): void => {
    urls.push(url);
    if (urls.length > 2) throw new TypeError('no more');
  };
  await expect(listenForEach([1, 2, 3, 4], () => ({ ...answer, done }))).rejects.toThrow('no more');
  expect(urls).toHaveLength(3);
  for (const url of urls) await expect(fetch(url)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
});
