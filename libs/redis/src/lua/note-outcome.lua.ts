/**
 * Notes how a run of a schedule ended: once for each run, whichever process sees it.
 *
 * KEYS state, slots, retention-wanted
 * ARGV backup id, slot field, slot text, streak of failures expected, streak now, pause ('' for none),
 *      wanted ('' for no retention), planned time to begin again ('' for none)
 * Returns 1 noted | 0 noted before, or the streak has changed: look again
 */
export const NOTE_OUTCOME = `
local open = 'open:' .. ARGV[1]
if redis.call('HGET', KEYS[1], open) ~= ARGV[2] then return 0 end
if (redis.call('HGET', KEYS[1], 'failures') or '0') ~= ARGV[4] then return 0 end
redis.call('HDEL', KEYS[1], open)
redis.call('HSET', KEYS[1], 'failures', ARGV[5])
if redis.call('HEXISTS', KEYS[2], ARGV[2]) == 1 then redis.call('HSET', KEYS[2], ARGV[2], ARGV[3]) end
if ARGV[6] ~= '' then redis.call('HSETNX', KEYS[1], 'paused', ARGV[6]) end
if ARGV[7] ~= '' then redis.call('SET', KEYS[3], ARGV[7]) end
if ARGV[8] ~= '' and (redis.call('HGET', KEYS[1], 'buffered') or '') == '' then
  redis.call('HSET', KEYS[1], 'buffered', ARGV[8])
end
return 1
`;
