import { createHash } from 'node:crypto';
import type { CommandUnit } from './command-units.ts';

/** One write of a run record: what is needed to recognise a point. */
export interface RunWriteAct {
  readonly kind: 'write-run';
  readonly entries: readonly { readonly type: string; readonly step: string | null }[];
  /** Steps whose memory this write changes, and whether that memory says that the component accepted. */
  readonly accepted: readonly string[];
  readonly release: boolean;
}

export type RedisAct =
  | { readonly kind: 'begin-run' }
  | { readonly kind: 'submit-flow' }
  | { readonly kind: 'queue-preflight' }
  | { readonly kind: 'arm-dead-man' }
  | { readonly kind: 'renew' }
  | { readonly kind: 'take-over' }
  | RunWriteAct;

/** A line of each script that no other script has. */
const MARKS = {
  'begin-run': "return { 'BUSY'",
  'write-run': "return { 'ILLEGAL'",
  'take-over': "or stored[3] == 'done' then return ''",
  renew: "local owner = redis.call('HMGET', KEYS[1], 'runId', 'fence')",
} as const;

interface WriteOptions {
  readonly entries: readonly string[];
  readonly fields: readonly (readonly [string, string])[];
  readonly release: boolean;
}

const MEMORY = /^step:(.+):memory$/;

function runWrite(options: WriteOptions): RunWriteAct {
  const accepted = options.fields.flatMap(([field, text]) => {
    const step = MEMORY.exec(field)?.[1];
    const memory = step === undefined ? {} : (JSON.parse(text) as { acceptedAt?: number | null });
    return step !== undefined && typeof memory.acceptedAt === 'number' ? [step] : [];
  });
  const entries = options.entries.map((text) => JSON.parse(text) as { type: string; step: string | null });
  return { kind: 'write-run', entries, accepted, release: options.release };
}

function ofScript(script: string, command: readonly string[]): RedisAct | null {
  if (script.includes(MARKS['write-run'])) {
    const text = Buffer.from(command.at(-1) ?? '{}', 'latin1').toString('utf8');
    return runWrite(JSON.parse(text) as WriteOptions);
  }
  for (const kind of ['begin-run', 'take-over', 'renew'] as const) {
    if (script.includes(MARKS[kind])) return { kind };
  }
  return null;
}

/** BullMQ adds a whole flow in one transaction; no other one names both its root and a step deep inside. */
function isFlow(unit: CommandUnit): boolean {
  if (unit.commands[0]?.[0]?.toUpperCase() !== 'MULTI') return false;
  const names = (word: string): boolean =>
    unit.commands.some((command) => command.some((argument) => argument.includes(word)));
  return names('-finalize') && names('-pause-exporting');
}

const JOBS = { '-preflight': 'queue-preflight', '-dead-man': 'arm-dead-man' } as const;

/** BullMQ adds a job by a script that gets its id and its payload; what it does with the job later has no payload. */
function ofJob(command: readonly string[]): RedisAct | null {
  if (!command.some((argument) => argument.includes('"fence":'))) return null;
  for (const [suffix, kind] of Object.entries(JOBS)) {
    if (command.some((argument) => argument.includes(suffix))) return { kind };
  }
  return null;
}

/** Recognises what passes on one connection. A client sends the text of a script once there, and then only its hash. */
export class Recogniser {
  private readonly scripts = new Map<string, string>();

  /** What a unit of commands means to Holdfast; null for everything else. */
  recognise(unit: CommandUnit): RedisAct | null {
    for (const command of unit.commands) this.note(command);
    if (isFlow(unit)) return { kind: 'submit-flow' };
    const [command] = unit.commands;
    if (unit.commands.length !== 1 || !command) return null;
    return ofScript(this.textOf(command), command) ?? ofJob(command);
  }

  private note([name, text = '']: readonly string[]): void {
    if (name?.toUpperCase() !== 'EVAL') return;
    this.scripts.set(createHash('sha1').update(text, 'latin1').digest('hex'), text);
  }

  private textOf([name, text = '']: readonly string[]): string {
    if (name?.toUpperCase() === 'EVAL') return text;
    return name?.toUpperCase() === 'EVALSHA' ? (this.scripts.get(text.toLowerCase()) ?? '') : '';
  }
}
