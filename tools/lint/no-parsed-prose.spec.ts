import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const RULE = 'holdfast/no-parsed-prose';

/** What ESLint prints with the configuration of the project. */
async function eslint(args: string[], input = ''): Promise<unknown> {
  const program = join(ROOT, 'node_modules/eslint/bin/eslint.js');
  const child = spawn(process.execPath, [program, ...args], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(input);
  let output = '';
  for await (const chunk of child.stdout) output += String(chunk);
  return JSON.parse(output);
}

/** The lines of a text that the rule finds, as if the text were this file. */
async function found(file: string, text: string): Promise<[line: number, messageId: string][]> {
  expect(existsSync(join(ROOT, file))).toBe(true);
  const answer = await eslint(['--stdin', '--stdin-filename', file, '--format', 'json'], text);
  const [report] = answer as {
    messages: { ruleId: string | null; line: number; messageId: string; fatal?: boolean; message: string }[];
  }[];
  const messages = report?.messages ?? [];
  expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
  return messages
    .filter(({ ruleId }) => ruleId === RULE)
    .map(({ line, messageId }) => [line, messageId] as [number, string]);
}

/** Each on a line of its own: what was once in the product, and what else is of the kind. */
const PARSED: [code: string, messageId: string][] = [
  ['export const a = (check: PreflightCheck) => /^is (\\S+)$/.exec(check.message);', 'searched'],
  ['export const b = (error: StepFailure) => /read-only/.test(error.message);', 'searched'],
  ["export const c = (warning: string) => warning.split('; ');", 'searched'],
  ["export const d = ({ by }: { by: string | null }) => /^x/.test(by ?? '');", 'searched'],
  ["export const e = (step: StepRecord) => step.name.startsWith('backup-');", 'closed'],
  ["export const f = (name: StepName) => name.endsWith('-zeebe');", 'closed'],
  ["export const g = (id: string) => id.split('.');", 'takenApart'],
  ["export const h = (run: { runId: string }) => run.runId.startsWith('7');", 'takenApart'],
  ["export const i = (part: { said: string }) => part.said === 'it is there';", 'compared'],
  ['export const j = ({ message: text }: Error) => /x/.test(text);', 'searched'],
  ["export const k = (step: StepRecord) => step.lastAnswer?.trim().includes('x');", 'searched'],
  ['export const l = (error: Error) => { const text = error.message; return text.match(/x/); };', 'searched'],
  ["export const m = (alert: { mend: string }) => alert['mend'].replace('x', 'y');", 'searched'],
  [
    "export const n = (slot: { text: string }) => { switch (slot.text) { case 'x': return 1; } };",
    'compared',
  ],
];

const ALLOWED = [
  // Fields with a few known values, lists of them, and words that are only shown.
  "export const o = (pause: { reason: 'operator' | 'failures' }) => pause.reason === 'failures';",
  "export const p = (step: StepRecord) => step.name === 'backup-zeebe';",
  'export const q = (names: StepName[], { name }: StepRecord) => names.includes(name);',
  'export const r = (error: Error) => `${error.message}.`;',
  "export const s = (index: string) => index.startsWith('operate-');",
  "export const t = ({ message }: Error) => message === '';",
];

const IMPORTS = "import type { PreflightCheck, StepFailure, StepName, StepRecord } from '#domain';";

describe('the rule that our own words are no interface', () => {
  it('finds what takes them apart, in the files of the product', async () => {
    const text = [IMPORTS, ...PARSED.map(([code]) => code), ...ALLOWED].join('\n');
    const expected = PARSED.map(([, messageId], index) => [index + 2, messageId]);
    expect(await found('apps/coordinator/src/runs/run-summary.ts', text)).toEqual(expected);
  });

  it('lets the words of others be read where they become codes, and in specs', async () => {
    const isOn = async (file: string): Promise<boolean> => {
      expect(existsSync(join(ROOT, file))).toBe(true);
      const { rules } = (await eslint(['--print-config', file])) as { rules: Record<string, unknown> };
      return rules[RULE] !== undefined;
    };
    for (const file of ['libs/domain/src/failure.ts', 'apps/dashboard/src/overview/alerts.tsx'])
      expect([file, await isOn(file)]).toEqual([file, true]);
    for (const file of ['libs/search/src/engine/engine-errors.ts', 'libs/domain/src/run.spec.ts'])
      expect([file, await isOn(file)]).toEqual([file, false]);
  });
});
