/**
 * Takes the lease, the id and the fence and writes the run record with its first journal entry, all or nothing.
 *
 * The fence is at least the unix time in seconds: after Redis lost its data it still grows, so a holder from
 * before the loss stays shut out.
 *
 * KEYS lock, fence, last-id, runs, run, journal
 * ARGV holder, lease ms, run id, backup id, now ms, now (RFC 3339), journal entry, then field/value pairs of the record
 * Returns {'OK', fence} | {'BUSY', lock fields..., } | {'ID', last id}
 */
export const BEGIN_RUN = `
local held = redis.call('HGETALL', KEYS[1])
if #held > 0 then
  return { 'BUSY', tostring(redis.call('PTTL', KEYS[1])), unpack(held) }
end
local last = tonumber(redis.call('GET', KEYS[3]) or '0')
local id = tonumber(ARGV[4])
if id <= last or redis.call('EXISTS', KEYS[5]) == 1 then
  return { 'ID', string.format('%.0f', last) }
end
local fence = tonumber(redis.call('GET', KEYS[2]) or '0') + 1
local seconds = math.floor(tonumber(ARGV[5]) / 1000)
if seconds > fence then fence = seconds end
local fenceText = string.format('%.0f', fence)
redis.call('SET', KEYS[2], fenceText)
redis.call('SET', KEYS[3], ARGV[4])
redis.call('HSET', KEYS[1], 'runId', ARGV[3], 'backupId', ARGV[4], 'fence', fenceText, 'holder', ARGV[1], 'acquiredAt', ARGV[6])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
redis.call('ZADD', KEYS[4], ARGV[4], ARGV[4])
redis.call('HSET', KEYS[5], 'fence', fenceText)
for i = 8, #ARGV, 2 do redis.call('HSET', KEYS[5], ARGV[i], ARGV[i + 1]) end
redis.call('XADD', KEYS[6], '*', 'entry', ARGV[7])
return { 'OK', fenceText }
`;
