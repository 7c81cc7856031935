import { CLAIM_SLOT } from './claim-slot.lua.ts';

/**
 * Writes down what became of planned times that begin no run. All or nothing, and only while everything is as it was
 * when that was decided.
 *
 * KEYS state, slots
 * ARGV JSON: expect {cursor, paused, buffered} ('' for none), cursor, buffered ('' for none), slots [[field, text]],
 *      counts [[result, number]], keep
 * Returns 1 written | 0 something has changed, decide again
 */
export const RECORD_SLOTS = `${CLAIM_SLOT}
local given = cjson.decode(ARGV[1])
local stored = redis.call('HMGET', KEYS[1], 'cursor', 'paused', 'buffered')
for index, name in ipairs({ 'cursor', 'paused', 'buffered' }) do
  if (stored[index] or '') ~= given.expect[name] then return 0 end
end
redis.call('HSET', KEYS[1], 'cursor', given.cursor)
if given.buffered == '' then redis.call('HDEL', KEYS[1], 'buffered')
else redis.call('HSET', KEYS[1], 'buffered', given.buffered) end
for _, slot in ipairs(given.slots) do redis.call('HSET', KEYS[2], slot[1], slot[2]) end
for _, count in ipairs(given.counts) do redis.call('HINCRBY', KEYS[1], 'count:' .. count[1], count[2]) end
trimSlots(KEYS[2], given.keep)
return 1
`;
