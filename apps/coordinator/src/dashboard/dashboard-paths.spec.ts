import { describe, expect, it } from '@jest/globals';
import { isDashboardPage, isLostPerson } from './dashboard-paths.ts';

describe('addresses of the dashboard', () => {
  it.each([
    '/',
    '/login',
    '/clusters',
    '/clusters/prod',
    '/clusters/prod/backups/123',
    '/alerts',
    '/alerts/',
    '/runs',
  ])('%s is one', (path) => {
    expect(isDashboardPage(path)).toBe(true);
  });

  it.each([
    '/api/v1/clusters',
    '/api',
    '/api/v1/nothing',
    '/auth/login',
    '/admin/queues',
    '/health/live',
    '/metrics',
    '/clustersx',
    '/alerts/more',
    '/login/x',
    '/nothing',
  ])('%s is not', (path) => {
    expect(isDashboardPage(path)).toBe(false);
  });
});

describe('a browser at an address that does not exist', () => {
  const request = (path: string, accepted: string | false, method = 'GET') => ({
    ...{ method, path },
    accepts: () => accepted,
  });

  it.each([
    ['a page', request('/nope', 'html'), true],
    ['a document', request('/nope', 'json'), false],
    ['nothing that there is', request('/nope', false), false],
    ['a page of the API', request('/api/nope', 'html'), false],
    ['to change something', request('/nope', 'html', 'POST'), false],
  ])('that asks for %s', (_, asked, expected) => {
    expect(isLostPerson(asked)).toBe(expected);
  });
});
