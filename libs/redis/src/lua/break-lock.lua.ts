import { RAISE_FENCE } from './raise-fence.lua.ts';
import { RUN_VERSION } from './run-version.lua.ts';

/**
 * Shuts out every process that works on a cluster: the fence is raised, so that every later write, renewal or call under the
 * old one is refused, and the lock is gone. The run itself stays open: the supervisor of runs sees that its fence is no
 * longer the current one, brings exporting back, and ends it.
 *
 * KEYS lock, fence, run, journal
 * ARGV the fence that is to be broken, run id, journal entry
 * Returns {'UNREADABLE', version}, or the new fence, or '' when another fence is the current one, or the run has ended
 */
export const BREAK_LOCK = `${RAISE_FENCE}${RUN_VERSION}
local refused = unreadable(KEYS[3])
if refused then return { 'UNREADABLE', refused } end
local stored = redis.call('HMGET', KEYS[3], 'runId', 'fence', 'phase')
local current = redis.call('GET', KEYS[2])
if stored[1] ~= ARGV[2] or stored[2] ~= ARGV[1] or current ~= ARGV[1] or stored[3] == 'done' then return '' end
local fence = raiseFence(current, ARGV[1])
redis.call('SET', KEYS[2], fence)
redis.call('XADD', KEYS[4], '*', 'entry', ARGV[3])
if redis.call('HGET', KEYS[1], 'runId') == ARGV[2] then redis.call('DEL', KEYS[1]) end
return fence
`;
