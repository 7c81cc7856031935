/**
 * Takes a run away from whoever works on it: the fence is raised, in the counter and in the record, so that every
 * later write, renewal or call under the old fence is refused, and the lock goes on under the new one.
 *
 * KEYS lock, fence, run
 * ARGV holder, lease ms, run id, backup id, expected fence, now ms, now (RFC 3339)
 * Returns the new fence, or '' when the run is gone or no longer owns the cluster
 */
export const TAKE_OVER = `
if redis.call('GET', KEYS[2]) ~= ARGV[5] then return '' end
local stored = redis.call('HMGET', KEYS[3], 'runId', 'fence', 'phase')
if stored[1] ~= ARGV[3] or stored[2] ~= ARGV[5] or stored[3] == 'done' then return '' end
local fence = tonumber(ARGV[5]) + 1
local seconds = math.floor(tonumber(ARGV[6]) / 1000)
if seconds > fence then fence = seconds end
local text = string.format('%.0f', fence)
redis.call('SET', KEYS[2], text)
redis.call('HSET', KEYS[3], 'fence', text)
redis.call('HSET', KEYS[1], 'runId', ARGV[3], 'backupId', ARGV[4], 'fence', text, 'holder', ARGV[1], 'acquiredAt', ARGV[7])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return text
`;
