import { RUN_VERSION } from './run-version.lua.ts';

/**
 * Asks a run to stop. Not fenced: a person may ask at any time, whichever process holds the lock. Asking twice changes
 * nothing.
 *
 * KEYS run, journal
 * ARGV now (RFC 3339), journal entry
 * Returns {'UNREADABLE', version} | 'OK' | 'ALREADY' | 'DONE' | 'MISSING'
 */
export const REQUEST_CANCEL = `${RUN_VERSION}
local refused = unreadable(KEYS[1])
if refused then return { 'UNREADABLE', refused } end
local phase = redis.call('HGET', KEYS[1], 'phase')
if not phase then return 'MISSING' end
if phase == 'done' then return 'DONE' end
if (redis.call('HGET', KEYS[1], 'cancelRequestedAt') or '') ~= '' then return 'ALREADY' end
redis.call('HSET', KEYS[1], 'cancelRequestedAt', ARGV[1])
redis.call('XADD', KEYS[2], '*', 'entry', ARGV[2])
return 'OK'
`;
