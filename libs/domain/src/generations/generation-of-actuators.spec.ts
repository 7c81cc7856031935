import { describe, expect, it } from '@jest/globals';
import { hasActuator, isOrchestration } from './generation-of-actuators.ts';

describe('isOrchestration', () => {
  it.each([
    [[], '8.7.2', false],
    [[], '8.8.0', true],
    [['backups'], '8.10.9', true],
    [['backups', 'exporting', 'partitions'], null, false],
    [['backupRuntime', 'backupHistory', 'exporting'], null, true],
    [['backupRuntime-id'], 'development', true],
  ])('of %p and version %p: %p', (actuators, version, expected) => {
    expect(isOrchestration(actuators, version)).toBe(expected);
  });
});

describe('hasActuator', () => {
  it('does not take one for another that begins alike', () => {
    expect(hasActuator(['backups-id'], 'backups')).toBe(true);
    expect(hasActuator(['backupsMore'], 'backups')).toBe(false);
  });
});
