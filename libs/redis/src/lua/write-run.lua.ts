import { SCHEMAS } from '#domain';
import { RUN_VERSION } from './run-version.lua.ts';

const { oldest, version } = SCHEMAS.pause;

/**
 * The only way to change a run record: fenced, guarded and journaled in one go.
 *
 * A guard names a field and the values it may have now; so a state moves forward only, and two processes that
 * race for the same transition cannot both win. An empty string stands for a field that is not there. A run that has
 * ended is never changed.
 *
 * KEYS lock, fence, run, journal, pause-intent
 * ARGV run id, fence, options (JSON: guards [[field, [values]]], fields [[field, value]], entries [text],
 *      release bool, intent 'keep' | 'clear' | text)
 * Returns {'OK'} | {'UNREADABLE', 'run' or 'pause', version} | {'FENCED', current fence} | {'MISSING'} | {'ILLEGAL', field, current value}
 */
export const WRITE_RUN = `${RUN_VERSION}
local refused = unreadable(KEYS[3])
if refused then return { 'UNREADABLE', 'run', refused } end
local stored = redis.call('HMGET', KEYS[3], 'runId', 'fence', 'phase')
if not stored[1] then return { 'MISSING' } end
local current = redis.call('GET', KEYS[2])
if stored[1] ~= ARGV[1] or stored[2] ~= ARGV[2] or current ~= ARGV[2] then
  return { 'FENCED', tostring(current) }
end
if stored[3] == 'done' then return { 'ILLEGAL', 'phase', 'done' } end
local options = cjson.decode(ARGV[3])
local pause = options.intent ~= 'keep' and redis.call('GET', KEYS[5])
if pause then
  local found = tostring(cjson.decode(pause).schemaVersion or '0')
  if not isReadable(found, ${oldest}, ${version}) then return { 'UNREADABLE', 'pause', found } end
end
for _, guard in ipairs(options.guards) do
  local value = redis.call('HGET', KEYS[3], guard[1]) or ''
  local allowed = false
  for _, each in ipairs(guard[2]) do if each == value then allowed = true end end
  if not allowed then return { 'ILLEGAL', guard[1], value } end
end
local changed = {}
for _, pair in ipairs(options.fields) do
  changed[#changed + 1] = pair[1]
  changed[#changed + 1] = pair[2]
end
if #changed > 0 then redis.call('HSET', KEYS[3], unpack(changed)) end
for _, entry in ipairs(options.entries) do redis.call('XADD', KEYS[4], '*', 'entry', entry) end
if options.intent == 'clear' then redis.call('DEL', KEYS[5])
elseif options.intent ~= 'keep' then redis.call('SET', KEYS[5], options.intent) end
if options.release then
  local owner = redis.call('HGET', KEYS[1], 'runId')
  if owner == ARGV[1] then redis.call('DEL', KEYS[1]) end
end
return { 'OK' }
`;
