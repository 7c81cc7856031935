import { describe, expect, it } from '@jest/globals';
import type { DoctorCheck } from '#contracts';
import { byPlace } from './by-place.ts';

const check = (cluster: string | null, status: DoctorCheck['status'], name = status): DoctorCheck => ({
  ...{ cluster, status, name, component: 'zeebe', message: '' },
  remedy: null,
});

describe('checks by their place', () => {
  it('begin with the place that has the worst, and in it with the worst', () => {
    const places = byPlace([
      check(null, 'ok'),
      check('a', 'warning'),
      check('b', 'ok'),
      check('b', 'warning'),
      check('b', 'critical'),
    ]);
    expect(
      places.map(({ cluster, wrong, fine }) => [cluster, wrong.map(({ name }) => name), fine.length]),
    ).toEqual([
      ['b', ['critical', 'warning'], 1],
      ['a', ['warning'], 0],
      [null, [], 1],
    ]);
  });
});
