import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ANSWER_BOUNDS, FETCH_BOUNDS, inMebibytes, listBounds, TOKEN_BOUNDS } from '#http';
import { API_BOUNDS } from '../../apps/cli/src/api/bounded-body.ts';
import { BODY_LIMIT } from '../../apps/coordinator/src/configure-http.ts';
import { STREAM_BOUNDS } from '../../apps/coordinator/src/access/event-streams.ts';

/** docs/bounds.md says what the code does. */
const rows = readFileSync('docs/bounds.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|'));
const rowOf = (input: string): string => rows.find((row) => row.startsWith(`| ${input} |`)) ?? 'no such row';
const figure = (value: number): string => value.toLocaleString('en');

describe('the table of bounds', () => {
  it.each(['Elasticsearch', 'management APIs of Camunda', 'Kubernetes API'])('is right for %s', (input) => {
    expect(rowOf(input)).toContain(`| ${inMebibytes(ANSWER_BOUNDS.bytes)}`);
    expect(rowOf(input)).toContain(`| ${ANSWER_BOUNDS.depth} | ${figure(ANSWER_BOUNDS.values)} |`);
  });

  it.each(['names of snapshots in Elasticsearch', "Zeebe's list of its backups"])(
    'is right for %s',
    (input) => {
      const [least, most] = [listBounds(0), listBounds(Infinity)];
      const heap = 1024 ** 3;
      expect(listBounds(heap).bytes).toBe(heap / 16);
      expect(rowOf(input)).toContain(
        `| a 16th of the heap that the process may use, at least ${inMebibytes(least.bytes)}, at most ${inMebibytes(most.bytes)} | ${ANSWER_BOUNDS.depth} | ${figure(least.values)} for each ${inMebibytes(least.bytes)} |`,
      );
    },
  );

  it('is right for logins', () => {
    expect(rowOf('OAuth token endpoint')).toContain(`| ${inMebibytes(TOKEN_BOUNDS.bytes)} |`);
    expect(rowOf('OAuth token endpoint')).toContain(`${figure(TOKEN_BOUNDS.tokenCharacters)} characters`);
    expect(rowOf('OpenID provider')).toContain(`| ${inMebibytes(FETCH_BOUNDS.bytes)} |`);
  });

  it('is right for callers', () => {
    expect(BODY_LIMIT).toBe('64kb');
    expect(rowOf('request to the API')).toContain('| 64 KiB |');
    const streams = rowOf('event streams and exports of the history');
    expect(streams).toContain(`${STREAM_BOUNDS.perCaller} of a caller, ${STREAM_BOUNDS.inAll} in all`);
    expect(streams).toContain(`${STREAM_BOUNDS.drainMs / 1000} s without reading`);
  });

  it('is right for the command line', () => {
    const cli = rowOf("Holdfast's answer, read by the command line");
    expect(cli).toContain(
      `${inMebibytes(API_BOUNDS.bytes)}; a support bundle ${inMebibytes(API_BOUNDS.fileBytes)}`,
    );
    expect(cli).toContain(`| ${API_BOUNDS.wholeMs / 60_000} min |`);
    expect(cli).toContain(`${figure(API_BOUNDS.eventCharacters)} characters`);
    expect(cli).toContain(`after ${API_BOUNDS.quietMs / 1000} s`);
  });
});
