import { describe, expect, it } from '@jest/globals';
import type { Answer } from './answer.ts';
import { failureOf, messageOf } from './answers.ts';
import { timeOf } from './json-fields.ts';

function answer(status: number, body: unknown, retryAfter: string | null = null): Answer {
  const question = {
    component: 'tasklist',
    method: 'GET',
    url: 'http://tasklist:9600/actuator/backups',
  } as const;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, body, text, date: null, retryAfter, question };
}

describe('messageOf', () => {
  it.each([
    [{ message: 'Backup with id 4242 does not exist' }, 'Backup with id 4242 does not exist'],
    [
      { errorCode: 'x', errorMessage: 'No Optimize backup with ID [4242] could be found.' },
      'No Optimize backup with ID [4242] could be found.',
    ],
    [{ timestamp: '2026', status: 500, error: 'Internal Server Error', path: '/x' }, 'Internal Server Error'],
    [
      { body: { message: 'Found 0 partitions but expected 2' }, status: 500 },
      'Found 0 partitions but expected 2',
    ],
    [{ body: 'Found 0 partitions', status: 500 }, 'Found 0 partitions'],
    [{ errorMessage: 'An unknown error occurred.', detailedMessage: 'No repository' }, 'No repository'],
    [{ id: 7, failure: 'no leader' }, 'no leader'],
    [{ type: 'about:blank', title: 'Conflict', status: 409, detail: 'the id is used' }, 'the id is used'],
    [{ type: 'about:blank', title: 'Conflict', status: 409 }, 'Conflict'],
    ['<html>\n  bad   gateway</html>', '<html> bad gateway</html>'],
    ['', 'nothing'],
  ])('finds the sentence of the component in %j', (body, message) => {
    expect(messageOf(answer(500, body))).toBe(message);
  });

  it('is one line of at most 300 characters without credentials', () => {
    const message = messageOf(answer(500, `cannot reach http://me:s3cret@store/\n${'x'.repeat(1000)}`));
    expect(message).toHaveLength(300);
    expect(message).toMatch(/^cannot reach http:\/\/store\/ x+…$/);
  });
});

describe('failureOf', () => {
  it.each([
    [200, 'unexpected-answer', true],
    [302, 'refused', false],
    [400, 'refused', false],
    [401, 'refused', false],
    [404, 'refused', false],
    [429, 'unavailable', true],
    [500, 'unexpected-answer', true],
    [501, 'unexpected-answer', true],
    [502, 'unavailable', true],
    [503, 'unavailable', true],
    [504, 'unavailable', true],
  ])('takes HTTP %i for %s', (status, code, retryable) => {
    const { detail } = failureOf(answer(status, { message: 'disk full' }));
    expect(detail).toMatchObject({ code, retryable, status, answer: 'disk full', component: 'tasklist' });
    expect(detail.message).toContain(
      `tasklist answered GET http://tasklist:9600/actuator/backups with HTTP ${status}: disk full.`,
    );
  });

  it('passes on how long it was asked to wait', () => {
    expect(failureOf(answer(503, '', '120')).message).toContain('Retry-After: 120');
  });
});

describe('timeOf', () => {
  it.each([
    ['2026-11-23T05:56:57.409+0000', '2026-11-23T05:56:57.409Z'],
    ['2026-11-23T05:57:28.871235468Z', '2026-11-23T05:57:28.871Z'],
    ['2026-11-23T06:39:58.72031999Z', '2026-11-23T06:39:58.720Z'],
    ['2026-11-23T07:56:57.409+0200', '2026-11-23T05:56:57.409Z'],
    ['2026-11-23T05:56:57Z', '2026-11-23T05:56:57.000Z'],
  ])('reads %s, as Camunda writes it', (text, iso) => {
    expect(timeOf(text)).toBe(Date.parse(iso));
  });

  it.each([null, undefined, '', 'soon', {}])('does not know %j', (value) => {
    expect(timeOf(value)).toBeNull();
  });
});
