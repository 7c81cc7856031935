import { SCHEMAS } from '#domain';
import { RUN_VERSION } from './run-version.lua.ts';

const { oldest, version } = SCHEMAS.pause;

/**
 * Removes everything that is keyed by one run that has ended, all or nothing: its record, its journal, its number in the
 * index, the notes of a set that is gone, and what people confirmed. How far the history was trimmed is noted with it.
 *
 * Whether the run is still needed was decided before. What can be seen here is seen again, so that no mistake of a process,
 * and no process that was stopped in between, removes a run that is open, the newest, or the owner of the lock or of the
 * pause. No id becomes free: the number must be below the greatest one, which stays.
 *
 * A number without a record is removed from the index.
 *
 * KEYS lock, last-id, runs, run, journal, pause-intent, set-notes, confirmations, trimmed
 * ARGV run id ('' where there is no record), number, now (RFC 3339), JSON: notes [field], confirmations [field]
 * Returns {'TRIMMED'} | {'GONE'} it was not on record | {'KEPT', why} | {'UNREADABLE', version}
 */
export const TRIM_RUN = `${RUN_VERSION}
local refused = unreadable(KEYS[4])
if refused then return { 'UNREADABLE', refused } end
if redis.call('EXISTS', KEYS[4]) == 0 then
  redis.call('ZREM', KEYS[3], ARGV[2])
  redis.call('UNLINK', KEYS[5])
  return { 'GONE' }
end
local stored = redis.call('HMGET', KEYS[4], 'runId', 'phase')
if stored[1] ~= ARGV[1] then return { 'KEPT', 'another-run' } end
if stored[2] ~= 'done' then return { 'KEPT', 'open' } end
if tonumber(redis.call('GET', KEYS[2]) or '0') <= tonumber(ARGV[2]) then return { 'KEPT', 'last-id' } end
if redis.call('ZREVRANGE', KEYS[3], 0, 0)[1] == ARGV[2] then return { 'KEPT', 'newest' } end
if redis.call('HGET', KEYS[1], 'runId') == ARGV[1] then return { 'KEPT', 'lock' } end
local pause = redis.call('GET', KEYS[6])
if pause then
  local owner = cjson.decode(pause)
  if not isReadable(tostring(owner.schemaVersion or '0'), ${oldest}, ${version}) then return { 'KEPT', 'pause' } end
  if owner.runId == ARGV[1] then return { 'KEPT', 'pause' } end
end
local given = cjson.decode(ARGV[4])
redis.call('ZREM', KEYS[3], ARGV[2])
redis.call('UNLINK', KEYS[4], KEYS[5])
for _, field in ipairs(given.notes) do redis.call('HDEL', KEYS[7], field) end
for _, field in ipairs(given.confirmations) do redis.call('HDEL', KEYS[8], field) end
if tonumber(redis.call('HGET', KEYS[9], 'upTo') or '0') < tonumber(ARGV[2]) then redis.call('HSET', KEYS[9], 'upTo', ARGV[2]) end
redis.call('HINCRBY', KEYS[9], 'runs', 1)
redis.call('HSET', KEYS[9], 'at', ARGV[3])
return { 'TRIMMED' }
`;
