import { RUN_VERSION } from './run-version.lua.ts';

/**
 * Lets no id up to a given one be given out from now on. The greatest id never goes down.
 *
 * While the run that got the last id is open, nothing is changed: by that id the next begin finds that it is open. The run's
 * key is made from that of the new id, under the same hash tag.
 *
 * KEYS last-id, run of the new id
 * ARGV id
 * Returns 1 no id up to it is given out from now on | 0 a run is open, or one that this build cannot read is the last
 */
export const RAISE_LAST_ID = `${RUN_VERSION}
local lastText = redis.call('GET', KEYS[1]) or '0'
if tonumber(ARGV[1]) <= tonumber(lastText) then return 1 end
local lastKey = string.sub(KEYS[2], 1, #KEYS[2] - #ARGV[1]) .. lastText
if unreadable(lastKey) then return 0 end
local phase = redis.call('HGET', lastKey, 'phase')
if phase and phase ~= 'done' then return 0 end
redis.call('SET', KEYS[1], ARGV[1])
return 1
`;
