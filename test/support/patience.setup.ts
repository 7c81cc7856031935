import { jest } from '@jest/globals';
import { PATIENCE_SECONDS } from './patience.ts';

// Longer than any wait of a spec, so that the wait can report what did not come.
jest.setTimeout(2.5 * PATIENCE_SECONDS * 1000);
