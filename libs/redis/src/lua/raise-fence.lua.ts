/**
 * A local function for the scripts that give out a fence: greater than the counter and than any fence of an earlier
 * millisecond. The clock is Redis's own, in milliseconds, so that fences grow across a loss of all its data, too.
 */
export const RAISE_FENCE = `
local function raiseFence(counter, floor)
  local time = redis.call('TIME')
  local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
  return string.format('%.0f', math.max(tonumber(counter or '0') + 1, tonumber(floor or '0') + 1, now))
end
`;
