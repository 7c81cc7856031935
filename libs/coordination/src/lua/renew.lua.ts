/**
 * Renews the lease of a run. A lease that ran out is taken up again only while nobody else took the lock or
 * broke it: both raise the fence counter, so an equal counter proves that nothing happened in between.
 *
 * KEYS lock, fence
 * ARGV holder, lease ms, run id, backup id, fence, now (RFC 3339)
 * Returns 1 renewed | 0 lost
 */
export const RENEW = `
if redis.call('GET', KEYS[2]) ~= ARGV[5] then return 0 end
local owner = redis.call('HMGET', KEYS[1], 'runId', 'fence')
if owner[1] then
  if owner[1] ~= ARGV[3] or owner[2] ~= ARGV[5] then return 0 end
  redis.call('HSET', KEYS[1], 'holder', ARGV[1])
else
  redis.call('HSET', KEYS[1], 'runId', ARGV[3], 'backupId', ARGV[4], 'fence', ARGV[5], 'holder', ARGV[1], 'acquiredAt', ARGV[6])
end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1
`;
