import { afterEach, describe, expect, it } from '@jest/globals';
import type { Followed } from './followed.ts';
import { LiveView } from './live-view.ts';

type Step = Followed['steps'][number];

const ESCAPE = String.fromCharCode(27);
const PIECES = new RegExp(`${ESCAPE}\\[([?\\d;]*)([A-Za-z])|\\n|[^${ESCAPE}\\n]+`, 'g');

/** What is on the screen after this output: enough of a terminal for what log-update writes. */
function screenAfter(output: string): string[] {
  const lines: string[] = [''];
  let row = 0;
  let column = 0;
  const write = (text: string) => {
    const line = (lines[row] ?? '').padEnd(column);
    lines[row] = line.slice(0, column) + text + line.slice(column + text.length);
    column += text.length;
  };
  for (const [piece, count = '', command] of output.matchAll(PIECES)) {
    const times = Number(count) || 1;
    if (piece === '\n') [row, column] = [row + 1, 0];
    else if (command === undefined) write(piece);
    else if (command === 'A') row = Math.max(0, row - times);
    else if (command === 'B') row += times;
    else if (command === 'G') column = times - 1;
    else if (command === 'K') lines[row] = count === '2' ? '' : (lines[row] ?? '').slice(0, column);
    else if (command === 'J') lines.length = row + 1;
  }
  const whole = Array.from(lines, (line: string | undefined) => (line ?? '').trimEnd()).join('\n');
  return whole.trimEnd().split('\n');
}

/** A terminal of 80 columns that keeps what is written to it. */
function terminal(): { out: NodeJS.WriteStream; screen: () => string[] } {
  let written = '';
  const write = (text: string) => {
    written += text;
    return true;
  };
  const out = { isTTY: true, columns: 80, rows: 40, write } as unknown as NodeJS.WriteStream;
  return { out, screen: () => screenAfter(written) };
}

function step(name: Step['name'], lastAnswer: string | null): Step {
  const times = { startedAt: null, finishedAt: null, lookedAt: null };
  const counts = { attempts: 1, done: null, total: null };
  return { name, component: 'optimize', state: 'pending', lastAnswer, failure: null, ...times, ...counts };
}

function running(lastAnswer: string | null): Followed {
  return {
    title: 'Backup 42',
    cluster: 'prod',
    version: '8.6',
    procedure: 'p',
    fence: 7,
    phase: 'running',
    exporting: 'running',
    pausedAt: null,
    waitingFor: null,
    steps: [step('backup-optimize', lastAnswer), step('backup-zeebe', null)],
  } as unknown as Followed;
}

describe('the live view', () => {
  let view: LiveView | undefined;
  afterEach(() => view?.leave());

  it.each([
    ['no longer wraps', ['No Optimize backup with ID [1795878532] could be found.', 'IN_PROGRESS']],
    ['begins to wrap', ['IN_PROGRESS', 'No Optimize backup with ID [1795878532] could be found.']],
  ])('shows each line once when a line above it %s', (_, answers) => {
    const { out, screen } = terminal();
    view = new LiveView(out);
    for (const answer of answers) view.show(running(answer));
    const { out: fresh, screen: expected } = terminal();
    const other = new LiveView(fresh);
    other.show(running(answers.at(-1) ?? null));
    other.leave();
    expect(screen()).toEqual(expected());
    expect(screen().filter((line) => line.includes('phase running'))).toHaveLength(1);
  });
});
