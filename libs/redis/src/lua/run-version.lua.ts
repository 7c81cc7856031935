import { SCHEMAS } from '#domain';

const { oldest, version } = SCHEMAS.run;

/**
 * Local functions for every script that changes a run, its lock or its journal: none of them touches a run that this build
 * cannot read. `unreadable` takes the key of a run and returns nil where this build can read it, or there is none; otherwise
 * its version as it is stored, '0' for none. A run of version 0 has a number, or it is of an earlier form.
 */
export const RUN_VERSION = `
local function isReadable(text, oldest, newest)
  local found = tonumber(text)
  return found ~= nil and found >= oldest and found <= newest and found == math.floor(found)
end
local function unreadable(run)
  local stored = redis.call('HMGET', run, 'schemaVersion', 'number')
  local found = stored[1] or '0'
  if not stored[1] and not stored[2] and redis.call('EXISTS', run) == 0 then return nil end
  if isReadable(found, ${oldest}, ${version}) and stored[2] then return nil end
  return found
end
`;
