import { describe, expect, it } from '@jest/globals';
import { ProblemAnswer } from '../api/problem-answer.ts';
import { findId, type Ids } from './find-id.ts';
import { idReference } from './id-reference.ts';

/** A cluster with these ids, newest first; `asked` counts requests. */
function cluster(all: readonly number[]) {
  const asked = { has: 0, page: 0 };
  const ids: Ids = {
    ...{ cluster: 'prod', what: 'backup' },
    has: (id) => {
      asked.has += 1;
      return Promise.resolve(all.includes(id));
    },
    page: ({ limit, cursor }) => {
      asked.page += 1;
      const left = all.filter((id) => cursor === undefined || id < Number(cursor));
      const items = left.slice(0, limit);
      return Promise.resolve({ items, next: left.length > items.length ? String(items.at(-1)) : null });
    },
  };
  return { asked, find: (text: string, unasked = false) => findId(idReference(text), ids, { unasked }) };
}

const problem = (exitCode: number, message: RegExp) =>
  expect.objectContaining({ exitCode, message: expect.stringMatching(message) }) as unknown as ProblemAnswer;

describe('an id', () => {
  it('that is whole is taken as it is, without a question', async () => {
    const { asked, find } = cluster([]);
    expect(await find('1795820309')).toBe(1_795_820_309);
    expect(asked).toEqual({ has: 0, page: 0 });
  });

  it('that is short may be whole, also where others begin so', async () => {
    const { find } = cluster([1_795_820_309, 17]);
    expect(await find('17', true)).toBe(17);
  });

  it('is the newest one for `latest`', async () => {
    expect(await cluster([9, 8]).find('latest', true)).toBe(9);
    await expect(cluster([]).find('latest')).rejects.toEqual(problem(6, /^Cluster prod has no backup\.$/));
  });

  it('is found by its first digits, if there is one only', async () => {
    const { find } = cluster([1_795_820_309, 1_790_000_000, 1_600_000_000]);
    expect(await find('16')).toBe(1_600_000_000);
    await expect(find('17')).rejects.toEqual(problem(2, /^2 ids .*: 1795820309, 1790000000\. Write more/));
    // What no list has yet is left to the verb.
    expect(await find('5')).toBe(5);
  });

  it('must be whole, or `latest`, where no question is asked', async () => {
    await expect(cluster([1_600_000_000]).find('16', true)).rejects.toEqual(
      problem(2, /write the whole id \(1600000000\), or `latest`\. Nothing was done/),
    );
  });

  it.each(['0', '-1', '1e3', 'last', '99999999999999999', ''])('is not %j', (text) => {
    expect(() => idReference(text)).toThrow('positive integer');
  });
});
