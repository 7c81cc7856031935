import { describe, expect, it } from '@jest/globals';
import { isDashboardPage } from './dashboard-paths.ts';

describe('addresses of the dashboard', () => {
  it.each(['/', '/login', '/clusters', '/clusters/prod', '/clusters/prod/backups/123'])(
    '%s is one',
    (path) => {
      expect(isDashboardPage(path)).toBe(true);
    },
  );

  it.each([
    '/api/v1/clusters',
    '/api',
    '/api/v1/nothing',
    '/auth/login',
    '/admin/queues',
    '/health/live',
    '/metrics',
    '/clustersx',
    '/login/x',
    '/nothing',
  ])('%s is not', (path) => {
    expect(isDashboardPage(path)).toBe(false);
  });
});
