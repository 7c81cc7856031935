import { spawnSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';

const COLOURS = ['#5c6370', '#e06c75', '#98c379', '#e5c07b', '#61afef', '#c678dd', '#56b6c2', '#dcdfe4'];

const ESCAPE = String.fromCharCode(27);
const ATTRIBUTES = new RegExp(`(${ESCAPE}\\[[\\d;]*m)`);

/** A real terminal (tmux) of a given size, to see what a person sees. */
export class Terminal {
  private readonly socket = `holdfast-${process.pid}`;

  /** @throws Error that says what to install, where there is no tmux */
  constructor(size: { columns: number; rows: number }, environment: Record<string, string>) {
    const env = Object.entries(environment).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
    const shell = ['env', 'PS1=$ ', 'bash', '--norc', '--noprofile'];
    const { columns, rows } = size;
    this.tmux(
      '-f',
      '/dev/null',
      'new-session',
      '-d',
      '-s',
      'main',
      '-x',
      `${columns}`,
      '-y',
      `${rows}`,
      ...env,
      ...shell,
    );
  }

  type(line: string): void {
    this.tmux('send-keys', '-t', 'main', '-l', line);
    this.tmux('send-keys', '-t', 'main', 'Enter');
  }

  press(key: string): void {
    this.tmux('send-keys', '-t', 'main', key);
  }

  /** Everything on the screen, with its colours. */
  screen(): string {
    return this.tmux('capture-pane', '-e', '-p', '-t', 'main').trimEnd();
  }

  /** Waits until something is on the screen. */
  async shows(pattern: RegExp, seconds = 30): Promise<string> {
    for (let tries = 0; tries < seconds * 10; tries += 1) {
      const screen = this.screen();
      if (pattern.test(stripVTControlCharacters(screen))) return screen;
      await sleep(100);
    }
    throw new Error(`${String(pattern)} was not on the screen within ${seconds} s:\n${this.screen()}`);
  }

  close(): void {
    this.tmux('kill-server');
  }

  private tmux(...words: string[]): string {
    const { status, stdout, stderr, error } = spawnSync('tmux', ['-L', this.socket, ...words], {
      encoding: 'utf8',
    });
    if (error) throw new Error('there is no tmux here; install it (on Debian: apt-get install tmux)');
    if (status !== 0) throw new Error(`tmux ${words[0] ?? ''}: ${stderr}`);
    return stdout;
  }
}

/** A screen with its colours as a page, to take a picture of. Knows the attributes that our programs use. */
export function screenAsPage(screen: string): string {
  // tmux does not repeat the attributes where a line wraps.
  let style = '';
  const lines = screen.split('\n').map((line) => {
    return line
      .split(ATTRIBUTES)
      .map((piece) => {
        const codes = piece.startsWith(ESCAPE) ? piece.slice(2, -1) : undefined;
        if (codes === undefined) return piece === '' ? '' : `<span style="${style}">${escape(piece)}</span>`;
        style = codes.split(';').reduce(styled, style);
        return '';
      })
      .join('');
  });
  const body = 'margin:0;display:inline-block;padding:14px 18px;background:#1e2127;color:#dcdfe4';
  return `<body style="${body}"><pre style="margin:0;font:14px/1.35 'DejaVu Sans Mono',monospace">${lines.join('\n')}</pre></body>`;
}

function styled(style: string, code: string): string {
  const number = Number(code);
  if (number === 0) return '';
  if (number === 1) return `${style}font-weight:bold;`;
  if (number === 2) return `${style}opacity:.65;`;
  if (number === 22) return style.replace(/font-weight:bold;|opacity:\.65;/g, '');
  if (number === 39) return style.replace(/color:[^;]*;/g, '');
  const colour = COLOURS[number >= 90 ? number - 90 : number - 30];
  return colour === undefined ? style : `${style}color:${colour};`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
