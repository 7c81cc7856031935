import { RAISE_FENCE } from './raise-fence.lua.ts';

/**
 * Takes a lease that is free, or renews one's own.
 *
 * KEYS lease, fence
 * ARGV holder, lease ms
 * Returns the fence of the holder, or '' while another holder has it
 */
export const HOLD_LEASE = `${RAISE_FENCE}
local held = redis.call('HMGET', KEYS[1], 'holder', 'fence')
if held[1] and held[1] ~= ARGV[1] then return '' end
local fence = held[2]
if not fence then
  fence = raiseFence(redis.call('GET', KEYS[2]))
  redis.call('SET', KEYS[2], fence)
  redis.call('HSET', KEYS[1], 'holder', ARGV[1], 'fence', fence)
end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return fence
`;
