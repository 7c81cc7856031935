/**
 * Lets a schedule begin again, only while it stands where it did when that was decided: a process that was held up since
 * then would take it back before a planned time that another one has started, and that time would come twice.
 *
 * KEYS state
 * ARGV spec and cursor that were read ('' for none), spec and cursor now
 * Returns 1 started | 0 something has changed: look again
 */
export const BEGIN_SCHEDULE = `
local stored = redis.call('HMGET', KEYS[1], 'spec', 'cursor')
if (stored[1] or '') ~= ARGV[1] or (stored[2] or '') ~= ARGV[2] then return 0 end
local cursor = math.max(tonumber(stored[2] or '0'), tonumber(ARGV[4]))
redis.call('HSET', KEYS[1], 'spec', ARGV[3], 'cursor', string.format('%.0f', cursor))
redis.call('HDEL', KEYS[1], 'buffered')
return 1
`;
