/**
 * Local functions for the scripts that decide on planned times of a schedule. Everything up to the cursor is decided;
 * a planned time can be claimed once, because claiming it moves the cursor, and the cursor never goes back. Where Redis
 * lost its data there is no cursor, and nothing can be claimed.
 *
 * The state of a schedule is a hash: `spec`, `cursor`, `paused`, `failures`, `buffered`, `count:<result>` and
 * `open:<backup id>`. Its slots are another: one field per planned time, `m` before that of a manual one.
 */
export const CLAIM_SLOT = `
local function mayClaim(state, claim)
  if claim.kind == 'manual' then return true end
  local stored = redis.call('HMGET', state, 'cursor', 'paused', 'buffered')
  if not stored[1] or stored[2] then return false end
  if claim.kind == 'buffered' then return stored[3] == claim.plannedAt end
  return tonumber(stored[1]) < tonumber(claim.plannedAt)
end

local function trimSlots(slots, keep)
  local fields = redis.call('HKEYS', slots)
  if #fields <= keep then return end
  local timeOf = function(field) return tonumber((string.gsub(field, '%a', ''))) end
  table.sort(fields, function(a, b) return timeOf(a) > timeOf(b) end)
  for i = keep + 1, #fields do redis.call('HDEL', slots, fields[i]) end
end

local function claimSlot(state, slots, claim, backupId)
  if claim.kind == 'buffered' then redis.call('HDEL', state, 'buffered') end
  if claim.kind == 'planned' then redis.call('HSET', state, 'cursor', claim.plannedAt) end
  if claim.kind ~= 'manual' then redis.call('HINCRBY', state, 'count:started', 1) end
  redis.call('HSET', state, 'open:' .. backupId, claim.field)
  redis.call('HSET', slots, claim.field, claim.slot)
  trimSlots(slots, claim.keep)
end
`;
