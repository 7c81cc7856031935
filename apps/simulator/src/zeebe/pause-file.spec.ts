import { describe, expect, it } from '@jest/globals';
import { readPauseFile, writePauseFile } from './pause-file.ts';

describe('the file that remembers a pause', () => {
  it('is gone after resuming', () => {
    expect(writePauseFile('SOFT_PAUSED', 'EXPORTING')).toBeNull();
    expect(readPauseFile(null)).toBe('EXPORTING');
  });

  it('is spoilt when a hard pause follows a soft one, and whole again after another soft one', () => {
    const spoilt = writePauseFile(writePauseFile(null, 'SOFT_PAUSED'), 'PAUSED');
    expect(spoilt).toBe('PAUSEDAUSED');
    expect(readPauseFile(spoilt)).toBeUndefined();
    expect(readPauseFile(writePauseFile(spoilt, 'SOFT_PAUSED'))).toBe('SOFT_PAUSED');
  });
});
