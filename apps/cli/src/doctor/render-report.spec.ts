import { describe, expect, it } from '@jest/globals';
import { stripVTControlCharacters } from 'node:util';
import type { DoctorCheck, DoctorReport } from '#contracts';
import { renderReport } from './render-report.ts';

const check = (over: Partial<DoctorCheck>): DoctorCheck => ({
  ...{ cluster: null, name: 'redis', component: 'redis', status: 'ok', message: 'answers', remedy: null },
  ...over,
});

const report = (...checks: DoctorCheck[]): DoctorReport => ({
  ...{ at: '2026-01-01T00:00:00.000Z', version: '1.2.3', status: 'critical' },
  checks,
});

const BAD = check({
  ...{
    cluster: 'prod',
    name: 'operate-version',
    status: 'critical',
    message: 'does not answer',
    remedy: 'Start it.',
  },
});
const DOUBTFUL = check({ name: 'access', status: 'warning', message: 'open', remedy: 'Make a token.' });

describe('the report of the doctor', () => {
  it('begins with the verdict, and has one line per check with its remedy', () => {
    expect(
      stripVTControlCharacters(renderReport(report(check({}), DOUBTFUL, BAD), false)).split('\n'),
    ).toEqual([
      'CRITICAL: 1 critical, 1 warning, 1 of 3 checks ok (Holdfast 1.2.3)',
      '',
      'Holdfast',
      '  ✓ redis: answers',
      '  ! access: open',
      '    Make a token.',
      '',
      'Cluster prod',
      '  ✗ operate-version: does not answer',
      '    Start it.',
    ]);
  });

  it('can leave out what is well', () => {
    const shown = stripVTControlCharacters(renderReport(report(check({}), BAD), true));
    expect(shown).not.toContain('redis');
    expect(shown).toContain('✗ operate-version');
  });
});
