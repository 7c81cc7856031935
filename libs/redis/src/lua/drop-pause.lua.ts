/**
 * Takes a pause off the record, provided that it is still the one that was read.
 *
 * KEYS pause intent
 * ARGV text of the intent
 * Returns 1 dropped | 0 it is another one, or none
 */
export const DROP_PAUSE = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
return 1
`;
