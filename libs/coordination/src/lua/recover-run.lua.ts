/**
 * Writes a record of a run whose own record was lost, unless there is one. Takes no lock: it only tells what is there.
 *
 * KEYS run, journal, runs, last-id
 * ARGV backup id, journal entry, then field/value pairs of the record
 * Returns 1 written | 0 there was a record
 */
export const RECOVER_RUN = `
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
for i = 3, #ARGV, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
redis.call('XADD', KEYS[2], '*', 'entry', ARGV[2])
redis.call('ZADD', KEYS[3], ARGV[1], ARGV[1])
if tonumber(ARGV[1]) > tonumber(redis.call('GET', KEYS[4]) or '0') then redis.call('SET', KEYS[4], ARGV[1]) end
return 1
`;
