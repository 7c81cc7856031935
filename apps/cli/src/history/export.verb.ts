import { pipeline } from 'node:stream/promises';
import { Command } from '@commander-js/extra-typings';
import { escapeHidden } from '#domain';
import { EXIT } from '../exit-codes.ts';
import { clusterName, moment } from '../options.ts';
import { bytes } from '../output/format.ts';
import type { Context, Session } from '../session.ts';
import { ExportFile } from './export-file.ts';

export const historyExportVerb = (session: Session) =>
  new Command('export')
    .description('write runs with their journals, one JSON object per line, oldest first')
    .option('--cluster <name>', 'only of this cluster', clusterName)
    .option('--since <time>', 'only runs that were requested then or later, such as 2026-11-28', moment)
    .option('--until <time>', 'only runs that were requested before then', moment)
    .option('--file <path>', 'where to write them, never over an existing file; left out: standard output')
    .action(({ file: path, cluster, since, until }) =>
      session.run(async (context) => {
        const interrupt = new AbortController();
        context.streams.onInterrupt(() => interrupt.abort());
        const query = { ...(cluster && { cluster }), ...(since && { since }), ...(until && { until }) };
        const lines = plain(context.api.history(query, interrupt.signal));
        try {
          return path === undefined ? await print(context, lines) : await write(context, lines, path);
        } catch (error) {
          if (interrupt.signal.aborted) return EXIT.interrupted;
          throw error;
        }
      }),
    );

/** What JSON leaves as it is, though a terminal or editor shows it as something else, is escaped. */
async function* plain(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const text of lines) yield escapeHidden(text);
}

async function print({ streams }: Context, lines: AsyncIterable<string>): Promise<number> {
  await pipeline(lines, streams.stdout, { end: false });
  return EXIT.ok;
}

async function write({ printer, say }: Context, lines: AsyncIterable<string>, path: string): Promise<number> {
  const file = await ExportFile.create(path);
  if ('problem' in file) {
    say(file.problem);
    return EXIT.usage;
  }
  const { runs, size } = await file.fill(lines);
  printer.print({ file: path, runs, bytes: size }, () => `${path}: ${runs} runs (${bytes(size)})`);
  return EXIT.ok;
}
