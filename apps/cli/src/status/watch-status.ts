import { setTimeout as sleep } from 'node:timers/promises';
import { createLogUpdate } from 'log-update';
import type { Overview } from '#contracts';
import { ProblemAnswer } from '../api/problem-answer.ts';
import { EXIT } from '../exit-codes.ts';
import { inLocalTime, localTime } from '../output/format.ts';
import { widthOf } from '../output/screen.ts';
import { forTerminal } from '../output/terminal-text.ts';
import { wrap } from '../output/wrap.ts';
import type { Context } from '../session.ts';
import { lineOf, renderStatus } from './render-status.ts';

const RECONNECT_MS = 1_000;
/** Ages grow although nothing happens. */
const REDRAW_MS = 1_000;

/** Where an overview is shown while it changes. */
interface View {
  show(overview: Overview): void;
  /** Holdfast does not answer for the time being. */
  lost(why: string): void;
  end(): void;
}

/** Keeps part of an overview. */
export type Select = (overview: Overview) => Overview;

/**
 * Shows the overview until Ctrl-C, also across restarts of Holdfast: on a terminal in place, else one line for each change.
 * @throws ProblemAnswer where it does not answer at first, or refuses
 */
export async function watchStatus(
  context: Context,
  select: Select,
  reconnectMs = RECONNECT_MS,
): Promise<number> {
  const { api, streams } = context;
  const stopping = new AbortController();
  streams.onInterrupt(() => stopping.abort());
  const { signal } = stopping;
  const view = viewFor(context);
  let seen = false;
  try {
    for (;;) {
      try {
        for await (const overview of api.overviews(signal)) {
          const selected = select(overview);
          seen = true;
          view.show(selected);
        }
        view.lost('the connection ended');
      } catch (error) {
        if (signal.aborted) return EXIT.interrupted;
        if (!seen || !isPassing(error)) throw error;
        view.lost((error as Error).message);
      }
      await sleep(reconnectMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return EXIT.interrupted;
    }
  } finally {
    view.end();
  }
}

/** A stream that breaks off is a TypeError of fetch. */
function isPassing(error: unknown): boolean {
  return error instanceof ProblemAnswer ? error.passing : error instanceof TypeError;
}

function viewFor({ printer, streams, say }: Context): View {
  if (printer.output !== 'table')
    return { show: (overview) => printer.event(overview), lost: (why) => say(why), end: () => undefined };
  return streams.stdout.isTTY ? screenView(streams.stdout) : lineView((line) => printer.line(line));
}

/** A line for each cluster at first, then one for each that changed. */
export function lineView(print: (line: string) => void): View {
  const before = new Map<string, string>();
  let away = false;
  return {
    show: ({ at, clusters }) => {
      away = false;
      for (const cluster of clusters) {
        const line = lineOf(cluster);
        if (before.get(cluster.name) !== line) print(`${localTime(at)}  ${line}`);
        before.set(cluster.name, line);
      }
      for (const name of [...before.keys()].filter(
        (each) => !clusters.some((cluster) => cluster.name === each),
      )) {
        before.delete(name);
        print(`${localTime(at)}  ${name}: no longer configured`);
      }
    },
    lost: (why) => {
      if (!away) print(`${localTime(new Date().toISOString())}  not connected: ${why}`);
      away = true;
    },
    end: () => undefined,
  };
}

function screenView(out: NodeJS.WriteStream): View {
  const update = createLogUpdate(out);
  let last: { overview: Overview; at: number } | null = null;
  let trouble: string | null = null;
  const draw = (): void => {
    if (last === null) return;
    const width = widthOf(out);
    const at = new Date(Date.parse(last.overview.at) + Date.now() - last.at).toISOString();
    const lines = trouble === null ? '' : `\n\n${wrap(`Not connected, shown as it was: ${trouble}`, width)}`;
    const rows = (out.rows || 24) - 1 - (lines === '' ? 0 : lines.split('\n').length - 1);
    update(inLocalTime(forTerminal(renderStatus({ ...last.overview, at }, { width, rows }) + lines)));
  };
  const timer = setInterval(draw, REDRAW_MS);
  out.on('resize', draw);
  return {
    show: (overview) => {
      last = { overview, at: Date.now() };
      trouble = null;
      draw();
    },
    lost: (why) => {
      trouble = why;
      draw();
    },
    end: () => {
      clearInterval(timer);
      out.off('resize', draw);
      update.done();
    },
  };
}
