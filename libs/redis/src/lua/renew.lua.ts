import { RUN_VERSION } from './run-version.lua.ts';

/**
 * Renews the lease of a run. A lease that ran out is taken up again only by the run that still owns the cluster: its
 * record and the fence counter agree with the reference, and it has not ended.
 *
 * KEYS lock, fence, run
 * ARGV holder, lease ms, run id, fence, now (RFC 3339)
 * Returns 1 renewed | 0 lost | the version of a run that this build cannot read, as a text
 */
export const RENEW = `${RUN_VERSION}
local refused = unreadable(KEYS[3])
if refused then return refused end
if redis.call('GET', KEYS[2]) ~= ARGV[4] then return 0 end
local stored = redis.call('HMGET', KEYS[3], 'runId', 'fence', 'phase', 'kind', 'number')
if stored[1] ~= ARGV[3] or stored[2] ~= ARGV[4] or stored[3] == 'done' then return 0 end
local owner = redis.call('HMGET', KEYS[1], 'runId', 'fence')
if owner[1] then
  if owner[1] ~= ARGV[3] or owner[2] ~= ARGV[4] then return 0 end
  redis.call('HSET', KEYS[1], 'holder', ARGV[1])
else
  redis.call('HSET', KEYS[1], 'runId', ARGV[3], 'kind', stored[4], 'number', stored[5], 'fence', ARGV[4], 'holder', ARGV[1], 'acquiredAt', ARGV[5])
end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1
`;
