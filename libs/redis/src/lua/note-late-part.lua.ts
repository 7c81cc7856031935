import { RUN_VERSION } from './run-version.lua.ts';

/**
 * Adds to the journal of a run that has ended, once for each part, that something of it arrived late. Nothing else of
 * its record is changed.
 *
 * KEYS run, journal
 * ARGV run id, field of the part, journal entry
 * Returns 1 the run has ended, and it is in its journal | 0 another run, one that is still active, or one that this build cannot read
 */
export const NOTE_LATE_PART = `${RUN_VERSION}
if unreadable(KEYS[1]) then return 0 end
local stored = redis.call('HMGET', KEYS[1], 'runId', 'phase')
if stored[1] ~= ARGV[1] or stored[2] ~= 'done' then return 0 end
if redis.call('HSETNX', KEYS[1], ARGV[2], '1') == 1 then redis.call('XADD', KEYS[2], '*', 'entry', ARGV[3]) end
return 1
`;
