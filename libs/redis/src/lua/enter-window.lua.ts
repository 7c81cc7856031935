/**
 * Gives a run a place among those that may have exporting paused, or a place in the line for it. The line is first come,
 * first served, but whichever of its first runs, as many as there are places, asks first takes a free place: one whose process died
 * holds up the others only where all of those died.
 * Expiries are measured by Redis's own clock.
 *
 * KEYS open (run, until when in ms), waiting (run, since when in µs), asked (run, until when it counts as waiting in ms)
 * ARGV run, most places, lease ms, ms until a run that does not ask again is out of the line
 * Returns {1 has a place | 0 waits, places that are taken, runs before it in the line}
 */
export const ENTER_WINDOW = `
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local most = tonumber(ARGV[2])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if redis.call('ZSCORE', KEYS[1], ARGV[1]) then
  redis.call('ZADD', KEYS[1], now + tonumber(ARGV[3]), ARGV[1])
  return { 1, redis.call('ZCARD', KEYS[1]), 0 }
end
for _, gone in ipairs(redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', now)) do
  redis.call('ZREM', KEYS[2], gone)
  redis.call('ZREM', KEYS[3], gone)
end
-- One that never counts as gone would keep the line from moving.
for _, head in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do
  if head == ARGV[1] or redis.call('ZSCORE', KEYS[3], head) then break end
  redis.call('ZREM', KEYS[2], head)
end
-- In microseconds: of two runs that ask in the same millisecond, the first one is first.
local since = string.format('%.0f', tonumber(time[1]) * 1000000 + tonumber(time[2]))
redis.call('ZADD', KEYS[2], 'NX', since, ARGV[1])
local before = redis.call('ZRANK', KEYS[2], ARGV[1])
local taken = redis.call('ZCARD', KEYS[1])
if taken >= most or before >= most then
  redis.call('ZADD', KEYS[3], now + tonumber(ARGV[4]), ARGV[1])
  return { 0, taken, before }
end
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('ZREM', KEYS[3], ARGV[1])
redis.call('ZADD', KEYS[1], now + tonumber(ARGV[3]), ARGV[1])
return { 1, taken + 1, before }
`;
