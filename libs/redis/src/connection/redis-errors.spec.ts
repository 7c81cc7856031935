import { describe, expect, it } from '@jest/globals';
import { classified, isDemotion } from './redis-errors.ts';
import { redisTroubleOf } from './redis-trouble.ts';

function reply(message: string): Error {
  return Object.assign(new Error(message), { name: 'ReplyError' });
}

describe('what an error says about Redis', () => {
  it.each([
    [
      "READONLY You can't write against a read only replica. script: 1e9b, on @user_script:119.",
      /^READONLY You can't write against a read only replica\.$/,
    ],
    [
      "ERR Error running script (call to f_1): @user_script:3: -READONLY You can't write against a read only replica.",
      /^READONLY You can't/,
    ],
    ["OOM command not allowed when used memory > 'maxmemory'.", /^OOM command not allowed/],
    [
      'MISCONF Redis is configured to save RDB snapshots, but it is currently unable to persist to disk. Commands that may',
      /^MISCONF .* to disk\.$/,
    ],
    ['NOREPLICAS Not enough good replicas to write.', /^NOREPLICAS/],
  ])('%s: it refuses writes, in its own words', (message, reason) => {
    expect(redisTroubleOf(classified(reply(message)))).toEqual({
      kind: 'refuses-writes',
      reason: expect.stringMatching(reason),
    });
  });

  it.each([
    'LOADING Redis is loading the dataset in memory',
    'BUSY Redis is busy running a script.',
    'NOAUTH Authentication required.',
    'CLUSTERDOWN Hash slot not served',
    'Command timed out',
    "Stream isn't writeable and enableOfflineQueue options is false",
    'connect ECONNREFUSED 127.0.0.1:6379',
  ])('%s: it cannot be reached', (message) => {
    expect(redisTroubleOf(classified(reply(message)))).toEqual({ kind: 'away' });
  });

  it('names what was wrong with a transaction', () => {
    const aborted = classified(reply('EXECABORT Transaction discarded because of previous errors.'));
    expect(redisTroubleOf(aborted)).toEqual({ kind: 'away' });
    // The client adds them to the error that it was given.
    const previousErrors = [classified(reply('OOM command not allowed.'))];
    const error = Object.assign(aborted, { previousErrors });
    expect(redisTroubleOf(error)).toEqual({ kind: 'refuses-writes', reason: 'OOM command not allowed.' });
  });

  it('is nothing for errors of other kinds, whatever words they hold', () => {
    expect(redisTroubleOf(classified(new TypeError('OOM of something else')))).toBeNull();
    const script = reply('NOSCRIPT No matching script.');
    expect(classified(script)).toBe(script);
    // An error that did not come from a client of Redis, such as that of a component that is stopped.
    expect(redisTroubleOf(new Error('connect ECONNREFUSED 127.0.0.1:6379'))).toBeNull();
    expect(redisTroubleOf('text')).toBeNull();
  });

  it('keeps the words and the code that its client and BullMQ read, and is classified once', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED ::1:6379'), { code: 'ECONNREFUSED' });
    const trouble = classified(refused);
    expect(trouble).toMatchObject({ message: refused.message, code: 'ECONNREFUSED', cause: refused });
    expect(classified(trouble)).toBe(trouble);
  });

  it.each([
    ["READONLY You can't write against a read only replica.", true],
    ['LOADING Redis is loading the dataset in memory', true],
    ["MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.", true],
    ['MOVED 9127 10.0.0.2:6379', true],
    ['ASK 9127 10.0.0.2:6379', true],
    ['TRYAGAIN Multiple keys request during rehashing of slot', true],
    ['CLUSTERDOWN The cluster is down', true],
    ["OOM command not allowed when used memory > 'maxmemory'.", false],
    ['ERR unknown command', false],
  ])('%s: a new connection may help: %s', (message, expected) => {
    expect(isDemotion(reply(message))).toBe(expected);
  });
});
