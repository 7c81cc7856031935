import { z } from 'zod';
import { BEGIN_RUN } from './begin-run.lua.ts';
import { BEGIN_SCHEDULE } from './begin-schedule.lua.ts';
import { BREAK_LOCK } from './break-lock.lua.ts';
import { CLAIM_STATE } from './claim-state.lua.ts';
import { DROP_PAUSE } from './drop-pause.lua.ts';
import { ENTER_WINDOW } from './enter-window.lua.ts';
import { HOLD_LEASE } from './hold-lease.lua.ts';
import { LEAVE_LEASE } from './leave-lease.lua.ts';
import { NOTE_LATE_PART } from './note-late-part.lua.ts';
import { NOTE_OUTCOME } from './note-outcome.lua.ts';
import { RAISE_LAST_ID } from './raise-last-id.lua.ts';
import { RECORD_SLOTS } from './record-slots.lua.ts';
import { RENEW } from './renew.lua.ts';
import { REPLACE_TEXT } from './replace-text.lua.ts';
import { REQUEST_CANCEL } from './request-cancel.lua.ts';
import { script } from './script.ts';
import { TAKE_OVER } from './take-over.lua.ts';
import { TRIM_RUN } from './trim-run.lua.ts';
import { WRITE_RUN } from './write-run.lua.ts';

/** Lua has no boolean that Redis would send. */
const YES_OR_NO = z.literal([0, 1]).transform((answer) => answer === 1);
const INTEGER = z
  .string()
  .regex(/^-?\d+$/)
  .transform(Number);
const FENCE_OR_NONE = z.union([z.literal('').transform(() => null), INTEGER]);
const UNREADABLE = z.tuple([z.literal('UNREADABLE'), z.string()]);

/** What each script does, and what its keys, arguments and answer mean, is written at its text. */

export const beginRun = script({
  name: 'begin-run',
  lua: BEGIN_RUN,
  keys: ['lock', 'fence', 'lastId', 'runs', 'run', 'journal'],
  optionalKeys: ['schedule', 'slots'],
  args: ['holder', 'leaseMs', 'runId', 'number', 'now', 'entry', 'claim', 'kind'],
  answer: z.union([
    z.tuple([z.literal('OK'), INTEGER]),
    z.tuple([z.literal('UNREADABLE'), INTEGER, z.string()]),
    z.tuple([z.literal('BUSY'), INTEGER], z.string()),
    z.tuple([z.literal('ID'), INTEGER]),
    z.tuple([z.literal('TAKEN')]),
  ]),
});

export const writeRun = script({
  name: 'write-run',
  lua: WRITE_RUN,
  keys: ['lock', 'fence', 'run', 'journal', 'pauseIntent'],
  args: ['runId', 'fence', 'options'],
  answer: z.union([
    z.tuple([z.literal('OK')]),
    z.tuple([z.literal('UNREADABLE'), z.enum(['run', 'pause']), z.string()]),
    z.tuple([z.literal('FENCED'), z.string()]),
    z.tuple([z.literal('MISSING')]),
    z.tuple([z.literal('ILLEGAL'), z.string(), z.string()]),
  ]),
});

export const requestCancel = script({
  name: 'request-cancel',
  lua: REQUEST_CANCEL,
  keys: ['run', 'journal'],
  args: ['now', 'entry'],
  answer: z.union([UNREADABLE, z.enum(['OK', 'ALREADY', 'DONE', 'MISSING'])]),
});

export const dropPause = script({
  name: 'drop-pause',
  lua: DROP_PAUSE,
  keys: ['pauseIntent'],
  args: ['text'],
  answer: YES_OR_NO,
});

export const raiseLastId = script({
  name: 'raise-last-id',
  lua: RAISE_LAST_ID,
  keys: ['lastId', 'run'],
  args: ['id'],
  answer: YES_OR_NO,
});

export const noteLatePart = script({
  name: 'note-late-part',
  lua: NOTE_LATE_PART,
  keys: ['run', 'journal'],
  args: ['runId', 'field', 'entry'],
  answer: YES_OR_NO,
});

/** Answers with the version of a run that this build cannot read. */
export const renewLock = script({
  name: 'renew',
  lua: RENEW,
  keys: ['lock', 'fence', 'run'],
  args: ['holder', 'leaseMs', 'runId', 'fence', 'now'],
  answer: z.union([YES_OR_NO, z.string()]),
});

export const breakLock = script({
  name: 'break-lock',
  lua: BREAK_LOCK,
  keys: ['lock', 'fence', 'run', 'journal'],
  args: ['fence', 'runId', 'entry'],
  answer: z.union([UNREADABLE, FENCE_OR_NONE]),
});

export const takeOver = script({
  name: 'take-over',
  lua: TAKE_OVER,
  keys: ['lock', 'fence', 'run'],
  args: ['holder', 'leaseMs', 'runId', 'fence', 'now'],
  answer: z.union([UNREADABLE, FENCE_OR_NONE]),
});

export const holdLease = script({
  name: 'hold-lease',
  lua: HOLD_LEASE,
  keys: ['lease', 'fence'],
  args: ['holder', 'leaseMs'],
  answer: FENCE_OR_NONE,
});

export const leaveLease = script({
  name: 'leave-lease',
  lua: LEAVE_LEASE,
  keys: ['lease'],
  args: ['holder'],
  answer: YES_OR_NO,
});

export const enterWindow = script({
  name: 'enter-window',
  lua: ENTER_WINDOW,
  keys: ['open', 'waiting', 'asked'],
  args: ['run', 'most', 'leaseMs', 'patienceMs'],
  answer: z.tuple([YES_OR_NO, z.int(), z.int()]),
});

export const claimState = script({
  name: 'claim-state',
  lua: CLAIM_STATE,
  keys: ['version'],
  args: ['version', 'oldest'],
  answer: z.string().nullable(),
});

export const beginSchedule = script({
  name: 'begin-schedule',
  lua: BEGIN_SCHEDULE,
  keys: ['schedule'],
  args: ['specBefore', 'cursorBefore', 'spec', 'cursor'],
  answer: YES_OR_NO,
});

export const recordSlots = script({
  name: 'record-slots',
  lua: RECORD_SLOTS,
  keys: ['schedule', 'slots'],
  args: ['options'],
  answer: YES_OR_NO,
});

export const noteOutcome = script({
  name: 'note-outcome',
  lua: NOTE_OUTCOME,
  keys: ['schedule', 'slots', 'retentionWanted'],
  args: ['backupId', 'field', 'slot', 'failuresBefore', 'failures', 'pause', 'wanted', 'again'],
  answer: YES_OR_NO,
});

export const replaceText = script({
  name: 'replace-text',
  lua: REPLACE_TEXT,
  keys: ['text'],
  optionalKeys: ['removed'],
  args: ['expected', 'text'],
  answer: YES_OR_NO,
});

export const trimRun = script({
  name: 'trim-run',
  lua: TRIM_RUN,
  keys: ['lock', 'lastId', 'runs', 'run', 'journal', 'pauseIntent', 'setNotes', 'confirmations', 'trimmed'],
  args: ['runId', 'number', 'now', 'fields'],
  answer: z.union([
    z.tuple([z.literal(['TRIMMED', 'GONE'])]),
    z.tuple([z.literal('KEPT'), z.string()]),
    UNREADABLE,
  ]),
});
