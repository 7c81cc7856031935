import { describe, expect, it } from '@jest/globals';
import {
  exportingRead,
  resultsOf,
  sameChecks,
  versionsRead,
  type CheckReading,
  type PreflightCheck,
} from './preflight-check.ts';

function checkOf(name: string, component: PreflightCheck['component'], read?: CheckReading): PreflightCheck {
  return { name, component, ok: true, message: 'is 1.2.3', remedy: null, ...(read && { read }) };
}

describe('checks', () => {
  it('have a remedy only when they failed', () => {
    const about = { name: 'room', component: 'zeebe' as const };
    const { passed, failed } = resultsOf(about);
    expect(passed('enough')).toEqual({ ...about, ok: true, message: 'enough', remedy: null });
    expect(failed('full', 'Add a disk.')).toEqual({
      ...about,
      ok: false,
      message: 'full',
      remedy: 'Add a disk.',
    });
  });

  it('are the same by component and name, whatever they say and in whatever order', () => {
    const exporters = checkOf('settled', 'zeebe');
    const importers = checkOf('settled', 'records');
    expect(sameChecks([exporters, importers], [{ ...importers, message: 'x 7' }, exporters])).toBe(true);
    expect(sameChecks([exporters], [importers])).toBe(false);
    expect(sameChecks([exporters], [exporters, importers])).toBe(false);
    expect(sameChecks([], [])).toBe(true);
    // A separator in a name makes no two checks one.
    expect(sameChecks([checkOf('a b', 'zeebe')], [checkOf('b', 'zeebe'), checkOf('a', 'zeebe')])).toBe(false);
  });

  it('give what they read, and nothing of what they say', () => {
    const checks = [
      checkOf('zeebe-version', 'zeebe', { versions: { zeebe: '8.6.0' } }),
      checkOf('operate-version', 'operate', { versions: { operate: '8.6.1' } }),
      checkOf('optimize-version', 'optimize'),
    ];
    expect(versionsRead(checks)).toEqual({ zeebe: '8.6.0', operate: '8.6.1' });
    expect(exportingRead(checks)).toBeNull();
    expect(exportingRead([...checks, checkOf('x', 'zeebe', { exporting: 'running' })])).toBe('running');
  });
});
