import { RAISE_FENCE } from './raise-fence.lua.ts';
import { RUN_VERSION } from './run-version.lua.ts';

/**
 * Takes a run away from every process that works on it: the fence is raised, in the counter and in the record, so that every
 * later write, renewal or call under the old fence is refused, and the lock continues under the new one.
 *
 * Works also where the counter and the record no longer agree, so that a run whose lock was lost can be brought to
 * its end; not while the lock belongs to another run.
 *
 * KEYS lock, fence, run
 * ARGV holder, lease ms, run id, the record's fence, now (RFC 3339)
 * Returns {'UNREADABLE', version}, or the new fence, or '' when the run is gone, has ended, was taken over or has lost its cluster to another run
 */
export const TAKE_OVER = `${RAISE_FENCE}${RUN_VERSION}
local refused = unreadable(KEYS[3])
if refused then return { 'UNREADABLE', refused } end
local stored = redis.call('HMGET', KEYS[3], 'runId', 'fence', 'phase', 'kind', 'number')
if stored[1] ~= ARGV[3] or stored[2] ~= ARGV[4] or stored[3] == 'done' then return '' end
local owner = redis.call('HGET', KEYS[1], 'runId')
if owner and owner ~= ARGV[3] then return '' end
local fence = raiseFence(redis.call('GET', KEYS[2]), ARGV[4])
redis.call('SET', KEYS[2], fence)
redis.call('HSET', KEYS[3], 'fence', fence)
redis.call('HSET', KEYS[1], 'runId', ARGV[3], 'kind', stored[4], 'number', stored[5], 'fence', fence, 'holder', ARGV[1], 'acquiredAt', ARGV[5])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return fence
`;
