import { describe, expect, it } from '@jest/globals';
import { isOrchestration } from './generation-of-actuators.ts';

describe('isOrchestration', () => {
  it.each([
    [['backups', 'exporting', 'partitions'], false],
    [['backupRuntime', 'backupHistory', 'exporting'], true],
    [['backupRuntime-id', 'exporting-operationKey'], true],
    [[], false],
  ])('takes %p for one application: %p', (actuators, expected) => {
    expect(isOrchestration(actuators)).toBe(expected);
  });
});
