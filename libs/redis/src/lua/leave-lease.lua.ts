/**
 * Gives a lease back before it ends.
 *
 * KEYS lease
 * ARGV holder
 * Returns 1 given back | 0 it was not one's own
 */
export const LEAVE_LEASE = `
if redis.call('HGET', KEYS[1], 'holder') ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
`;
