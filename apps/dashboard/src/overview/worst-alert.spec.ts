import { describe, expect, it } from '@jest/globals';
import type { AlertView } from '#contracts';
import { alert } from './overview-state.spec-support.ts';
import { worstAlert, worstFirst } from './worst-alert.ts';

const critical = alert('critical', 'exporting-unknown');
const warning = alert('warning', 'schedule-paused');
const seen = { ...alert('critical', 'last-backup-failed'), acknowledged: { by: 'ada' } } as AlertView;

describe('alerts', () => {
  it('are critical ones, then warnings, then those that a person deals with', () => {
    expect(worstFirst([seen, warning, critical])).toEqual([critical, warning, seen]);
    expect(worstAlert([seen, warning])).toBe(warning);
    expect(worstAlert([seen])).toBe(seen);
    expect(worstAlert([])).toBeNull();
  });
});
