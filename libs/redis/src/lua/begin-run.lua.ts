import { CLAIM_SLOT } from './claim-slot.lua.ts';
import { RAISE_FENCE } from './raise-fence.lua.ts';
import { RUN_VERSION } from './run-version.lua.ts';

/**
 * Takes the lease, the id and the fence and writes the run record with its first journal entry, all or nothing.
 *
 * A run that was started and has not ended keeps the cluster, also after its lease ran out: it may have paused
 * exporting, and it has to be ended first. Its key is made from the new run's, under the same hash tag.
 *
 * A run of a schedule claims its slot in the same go, so that of two processes only one begins it.
 *
 * KEYS lock, fence, last-id, runs, run, journal; then state and slots of the schedule, where there is a claim
 * ARGV holder, lease ms, run id, number, now (RFC 3339), journal entry, claim (JSON, or ''), kind, then field/value pairs
 *      of the record
 * Returns {'OK', fence} | {'UNREADABLE', number, version} | {'BUSY', lease left ms, lock fields..., } | {'ID', last id} | {'TAKEN'}
 */
export const BEGIN_RUN = `${RAISE_FENCE}${CLAIM_SLOT}${RUN_VERSION}
local claim = ARGV[7] ~= '' and cjson.decode(ARGV[7]) or nil
if claim and not mayClaim(KEYS[7], claim) then return { 'TAKEN' } end
local lastText = redis.call('GET', KEYS[3]) or '0'
local lastKey = string.sub(KEYS[5], 1, #KEYS[5] - #ARGV[4]) .. lastText
local refused = unreadable(lastKey)
if refused then return { 'UNREADABLE', lastText, refused } end
local held = redis.call('HGETALL', KEYS[1])
if #held > 0 then
  return { 'BUSY', tostring(redis.call('PTTL', KEYS[1])), unpack(held) }
end
local open = redis.call('HMGET', lastKey, 'phase', 'runId', 'number', 'fence', 'requestedAt', 'kind')
if open[1] and open[1] ~= 'done' then
  return { 'BUSY', '0', 'runId', open[2], 'kind', open[6], 'number', open[3], 'fence', open[4], 'holder', '', 'acquiredAt', open[5] }
end
local last = tonumber(lastText)
local id = tonumber(ARGV[4])
if id <= last or redis.call('EXISTS', KEYS[5]) == 1 then
  return { 'ID', string.format('%.0f', last) }
end
local fence = raiseFence(redis.call('GET', KEYS[2]))
redis.call('SET', KEYS[2], fence)
redis.call('SET', KEYS[3], ARGV[4])
redis.call('HSET', KEYS[1], 'runId', ARGV[3], 'kind', ARGV[8], 'number', ARGV[4], 'fence', fence, 'holder', ARGV[1], 'acquiredAt', ARGV[5])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
redis.call('ZADD', KEYS[4], ARGV[4], ARGV[4])
redis.call('HSET', KEYS[5], 'fence', fence)
for i = 9, #ARGV, 2 do redis.call('HSET', KEYS[5], ARGV[i], ARGV[i + 1]) end
redis.call('XADD', KEYS[6], '*', 'entry', ARGV[6])
if claim then claimSlot(KEYS[7], KEYS[8], claim, ARGV[4]) end
return { 'OK', fence }
`;
