import { describe, expect, it } from '@jest/globals';
import { problemType } from '#contracts';
import { differenceOf } from '../support/held-to-table.ts';

const json = (status: number, body: unknown) => ({ status, body, contentType: 'application/json' });
const problem = (type: string) => ({
  ...{ status: 409, body: { type } },
  contentType: 'application/problem+json; charset=utf-8',
});
const me = { name: 'a', role: 'admin', clusters: null, via: 'token', expiresAt: null };

describe('an answer that a test gets', () => {
  it('is a document of the schema, with the status of the route', () => {
    expect(differenceOf('me.read', json(200, me))).toBeNull();
    expect(differenceOf('me.read', json(201, me))).toMatch(/answered 201/);
    expect(differenceOf('me.read', json(200, { ...me, more: 1 }))).toMatch(/more/);
    expect(differenceOf('backup.follow', { status: 204, body: '', contentType: '' })).toBeNull();
    expect(differenceOf('me.read', { status: 204, body: '', contentType: '' })).toMatch(/answered 204/);
  });

  it('is otherwise a problem that the table lists for the route', () => {
    expect(differenceOf('backup.create', problem(problemType('cluster-busy')))).toBeNull();
    expect(differenceOf('backup.show', problem(problemType('cluster-busy')))).toMatch(/does not list/);
    expect(differenceOf('backup.show', problem(problemType('internal')))).toBeNull();
  });
});
