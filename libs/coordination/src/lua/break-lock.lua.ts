/**
 * Takes a lock away from its holder: the fence counter is raised, so that every later write, renewal or call of
 * the old holder is refused. With a fence given, only that holder is shut out.
 *
 * KEYS lock, fence
 * ARGV expected fence or '', now ms
 * Returns the new fence, or '' when another holder has the lock by now
 */
export const BREAK_LOCK = `
local current = redis.call('GET', KEYS[2]) or '0'
if ARGV[1] ~= '' and current ~= ARGV[1] then return '' end
local fence = tonumber(current) + 1
local seconds = math.floor(tonumber(ARGV[2]) / 1000)
if seconds > fence then fence = seconds end
local text = string.format('%.0f', fence)
redis.call('SET', KEYS[2], text)
redis.call('DEL', KEYS[1])
return text
`;
