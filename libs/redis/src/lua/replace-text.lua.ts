/**
 * Replaces a text that is still what was read. '' stands for one that is not there.
 *
 * KEYS text, then texts to remove in the same go
 * ARGV expected, new
 * Returns 1 replaced | 0 it has changed
 */
export const REPLACE_TEXT = `
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
for i = 2, #KEYS do redis.call('DEL', KEYS[i]) end
return 1
`;
