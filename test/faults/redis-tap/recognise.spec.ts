import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { UnitReader } from './command-units.ts';
import { Recogniser } from './recognise.ts';

const wire = (...command: string[]): Buffer =>
  Buffer.from(
    `*${command.length}\r\n${command.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`,
  );
const units = (...commands: string[][]) =>
  new UnitReader().push(Buffer.concat(commands.map((command) => wire(...command))));

const writeRun = (options: object): string[] => [
  'eval',
  "if not allowed then return { 'ILLEGAL', guard[1], value } end",
  '5',
  ...['lock', 'fence', 'run', 'journal', 'intent', 'run-a', '7'],
  JSON.stringify({ guards: [], fields: [], entries: [], release: false, intent: 'keep', ...options }),
];

describe('UnitReader', () => {
  it('keeps the commands of one transaction together, and apart from all others', () => {
    const found = units(['PING'], ['MULTI'], ['SET', 'a', '1'], ['EXEC'], ['GET', 'a']);
    expect(found.map(({ commands }) => commands.map(([name]) => name))).toEqual([
      ['PING'],
      ['MULTI', 'SET', 'EXEC'],
      ['GET'],
    ]);
  });
});

describe('recognise', () => {
  const of = (...commands: string[][]) => new Recogniser().recognise(units(...commands)[0]!);

  it('reads the journal entries of a write, whatever letters are in them', () => {
    const entries = [JSON.stringify({ type: 'step-done', step: 'backup-zeebe', message: 'fertig – ✓' })];
    expect(of(writeRun({ entries, release: true }))).toMatchObject({
      kind: 'write-run',
      release: true,
      entries: [{ type: 'step-done', step: 'backup-zeebe' }],
    });
  });

  it('knows a script by its hash once its text has passed on the same connection, and not before', () => {
    const [, text, ...rest] = writeRun({ release: true });
    const hash = createHash('sha1').update(text!).digest('hex');
    const [whole, short] = units(writeRun({}), ['EVALSHA', hash, ...rest]);
    const connection = new Recogniser();
    expect(connection.recognise(short!)).toBeNull();
    expect(connection.recognise(whole!)).toMatchObject({ kind: 'write-run', release: false });
    expect(connection.recognise(short!)).toMatchObject({ kind: 'write-run', release: true });
  });

  it('distinguishes an acceptance from a memory without one', () => {
    const memory = (acceptedAt: number | null) => [
      ['step:backup-zeebe:memory', JSON.stringify({ acceptedAt })],
    ];
    expect(of(writeRun({ fields: memory(5) }))).toMatchObject({ accepted: ['backup-zeebe'] });
    expect(of(writeRun({ fields: memory(null) }))).toMatchObject({ accepted: [] });
  });

  it('recognises a flow by its transaction, and nothing else', () => {
    const job = (name: string) => ['EVALSHA', 'abc', '1', `id backup-1-r-${name}`];
    expect(of(['MULTI'], job('finalize'), job('pause-exporting'), ['EXEC'])).toEqual({ kind: 'submit-flow' });
    expect(of(['MULTI'], job('finalize'), ['EXEC'])).toBeNull();
    expect(of(['EVALSHA', 'abc', '0'])).toBeNull();
  });

  it('recognises single jobs when they are added, and not when they are worked on', () => {
    const add = (id: string) => ['EVALSHA', 'abc', '1', `opts ${id}`, '{"cluster":"a","fence":7}'];
    expect(of(add('backup-1-r-preflight'))).toEqual({ kind: 'queue-preflight' });
    expect(of(add('backup-1-r-dead-man'))).toEqual({ kind: 'arm-dead-man' });
    expect(of(['EVALSHA', 'abc', '1', 'backup-1-r-dead-man'])).toBeNull();
  });
});
