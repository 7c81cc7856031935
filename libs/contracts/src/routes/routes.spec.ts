import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { PROBLEMS } from '../problem.schema.ts';
import { addressOf, parametersOf } from './address.ts';
import { actionOf, ENDPOINTS, type Endpoint, type RouteName } from './endpoints.ts';
import { findRoute } from './find-route.ts';
import type { RouteSpec } from './route.ts';
import { problemsOf, ROUTES } from './routes.ts';

const names = Object.keys(ENDPOINTS) as RouteName[];
const all = names.map((name) => {
  const endpoint: Endpoint = ENDPOINTS[name];
  const spec: RouteSpec = ROUTES[name];
  return { name, ...endpoint, ...spec };
});

describe('the table of routes', () => {
  it('says of every endpoint what it takes and answers, and of nothing else', () => {
    expect(Object.keys(ROUTES).toSorted()).toEqual(names.toSorted());
  });

  it('has every method and path once', () => {
    const addresses = all.map(({ method, path }) => `${method} ${path.replace(/:\w+/g, ':')}`);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it('has parameters that every reader knows: a number, or a name from the configuration', () => {
    expect([...new Set(names.flatMap(parametersOf))].toSorted()).toEqual([
      'cluster',
      'id',
      'schedule',
      'target',
    ]);
  });

  it('is open to unknown callers for logging in alone', () => {
    const open = all.filter(({ role }) => role === null).map(({ name }) => name);
    expect(open).toEqual(['login.ways', 'login', 'logout', 'login.begin', 'login.callback']);
  });

  it('lets viewers read and nothing else', () => {
    const changing = all.filter(({ role, method }) => role === 'viewer' && method !== 'GET');
    expect(changing.map(({ name }) => name)).toEqual([]);
  });

  it('refuses fields of a query or body that it does not know', () => {
    const schemas = all.flatMap(({ query, body }) => [query, body].filter((each) => each !== undefined));
    expect(schemas.length).toBeGreaterThan(10);
    for (const schema of schemas) {
      const issues = schema.safeParse({ nonsense: 1 }).error?.issues ?? [];
      expect(issues.map(({ code }) => code)).toContain('unrecognized_keys');
    }
  });

  it('names the action of both ways to log in alike', () => {
    expect(actionOf('login.callback')).toBe('login');
    expect(names.filter((name) => actionOf(name) !== name)).toEqual(['login.callback']);
  });

  it('says which problems a route may answer: those of its role, its cluster, and its own', () => {
    expect(problemsOf('login.ways')).toEqual(['cross-site', 'rate-limited']);
    expect(problemsOf('me.read')).not.toContain('unknown-cluster');
    expect(problemsOf('backup.show')).toEqual(
      expect.arrayContaining(['unauthenticated', 'unknown-cluster', 'unknown-backup']),
    );
    for (const name of names)
      for (const kind of problemsOf(name)) expect([name, PROBLEMS[kind].status]).not.toEqual([name, 500]);
  });

  it('has examples of bodies that it accepts', () => {
    const examples = all.flatMap(({ body, examples = {} }) =>
      Object.entries(examples).map(([name, value]) => ({ name, body, value })),
    );
    expect(examples.length).toBeGreaterThan(5);
    for (const { name, body, value } of examples)
      expect([name, body?.safeParse(value).error]).toEqual([name, undefined]);
  });

  it('answers with documents that OpenAPI can describe', () => {
    for (const { response } of all)
      if (response instanceof z.ZodType)
        expect(() => z.toJSONSchema(response, { target: 'openapi-3.0', io: 'input' })).not.toThrow();
  });
});

describe('the route of a request', () => {
  const found = (method: string, path: string) => {
    const { name, params } = findRoute(method, path) ?? {};
    return name && [name, { ...params }];
  };

  it('is found as Express finds it', () => {
    const backups = '/api/v1/clusters/a/backups';
    expect(found('GET', backups)).toEqual(['backup.list', { cluster: 'a' }]);
    expect(found('HEAD', `${backups}/`)).toEqual(['backup.list', { cluster: 'a' }]);
    expect(found('POST', backups)).toEqual(['backup.create', { cluster: 'a' }]);
    expect(found('GET', '/API/V1/Clusters/A/Backups/7')).toEqual(['backup.show', { cluster: 'A', id: '7' }]);
    expect(found('DELETE', `${backups}/7`)).toEqual(['backup.delete', { cluster: 'a', id: '7' }]);
    expect(found('GET', '/api/v1/clusters/a/retention/last')).toEqual(['retention.read', { cluster: 'a' }]);
  });

  it('is none where the method, or a part more or less, is another', () => {
    expect(found('PUT', '/api/v1/clusters/a/backups')).toBeUndefined();
    expect(found('GET', '/api/v1/clusters/a/backups/7/8')).toBeUndefined();
    expect(found('GET', '/api/v1/clusters//backups')).toBeUndefined();
    expect(found('GET', '/x/api/v1/clusters')).toBeUndefined();
  });

  it.each(all)('$name is found by the address that is made of it', ({ name, method }) => {
    const values = { cluster: 'a b/c', schedule: 'ü', target: 'x?', id: 7 };
    expect(findRoute(method, addressOf(name, values as never))?.name).toBe(name);
  });
});

describe('the address of a route', () => {
  it('has its parameters and its query encoded, and nothing of what is undefined', () => {
    expect(addressOf('backup.show', { cluster: 'a/b', id: 7 })).toBe('/api/v1/clusters/a%2Fb/backups/7');
    const query = { limit: 5, cursor: undefined };
    expect(addressOf('run.list', { cluster: 'a' }, query)).toBe('/api/v1/clusters/a/runs?limit=5');
    expect(addressOf('doctor.examine', {}, { cluster: 'a&b' })).toBe('/api/v1/doctor?cluster=a%26b');
  });
});
