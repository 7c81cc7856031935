import { describe, expect, it } from '@jest/globals';
import { CLUSTER_VIEWS, clusterHref, routeOf, runHref } from './route.ts';

describe('what an address shows', () => {
  it.each([
    ['/', { page: 'listed', path: '/' }],
    ['/clusters', { page: 'listed', path: '/' }],
    ['/alerts', { page: 'listed', path: '/alerts' }],
    ['/alerts/', { page: 'listed', path: '/alerts' }],
    ['/alerts/more', { page: 'nothing' }],
    ['/nope', { page: 'nothing' }],
    ['/login', { page: 'login' }],
    ['/clusters/prod', { page: 'cluster', cluster: 'prod', view: 'sets' }],
    ['/clusters/prod/', { page: 'cluster', cluster: 'prod', view: 'sets' }],
    ['/clusters/prod/schedules', { page: 'cluster', cluster: 'prod', view: 'schedules' }],
    ['/clusters/prod/backups/123', { page: 'run', kind: 'backup', cluster: 'prod', number: 123 }],
    ['/clusters/prod/restores/4', { page: 'run', kind: 'restore', cluster: 'prod', number: 4 }],
    ['/clusters/prod/deletions/5', { page: 'run', kind: 'deletion', cluster: 'prod', number: 5 }],
    ['/clusters/prod/backups/abc', { page: 'nothing' }],
    ['/clusters/prod/backups/1/more', { page: 'nothing' }],
    ['/clusters/prod/else', { page: 'nothing' }],
    ['/clusters/%E0%A4%A', { page: 'cluster', cluster: '%E0%A4%A', view: 'sets' }],
  ])('%s', (path, route) => {
    expect(routeOf(path)).toEqual(route);
  });

  it('every address that is made is understood', () => {
    for (const view of CLUSTER_VIEWS)
      expect(routeOf(clusterHref('a b', view))).toEqual({ page: 'cluster', cluster: 'a b', view });
    expect(routeOf(runHref('prod', 'restore', 7))).toMatchObject({ page: 'run', kind: 'restore', number: 7 });
  });
});
