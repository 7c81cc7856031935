/**
 * Renews the lease of a run. A lease that ran out is taken up again only by the run that still owns the cluster: its
 * record and the fence counter agree with the reference, and it has not ended.
 *
 * KEYS lock, fence, run
 * ARGV holder, lease ms, run id, backup id, fence, now (RFC 3339)
 * Returns 1 renewed | 0 lost
 */
export const RENEW = `
if redis.call('GET', KEYS[2]) ~= ARGV[5] then return 0 end
local stored = redis.call('HMGET', KEYS[3], 'runId', 'fence', 'phase')
if stored[1] ~= ARGV[3] or stored[2] ~= ARGV[5] or stored[3] == 'done' then return 0 end
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
