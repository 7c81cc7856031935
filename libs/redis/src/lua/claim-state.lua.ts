/**
 * Notes the version in which state is written from now on, unless a newer one is noted. Never goes back.
 *
 * KEYS version of the state
 * ARGV version of this build, oldest that it reads
 * Returns the version that is noted now
 */
export const CLAIM_STATE = `
local stored = redis.call('GET', KEYS[1])
local found = tonumber(stored or '0')
if not found or found > tonumber(ARGV[1]) or found < tonumber(ARGV[2]) then return stored end
if stored ~= ARGV[1] then redis.call('SET', KEYS[1], ARGV[1]) end
return ARGV[1]
`;
