import { Inject, Injectable } from '@nestjs/common';
import { redact } from '#config';
import type { ExportedRun, ExportQuery } from '#contracts';
import { HistoryStore, type IndexedRun, type WholeRun } from '#redis';
import { UnreadableRecord } from '#domain';
import { CONFIG_IN_FORCE, type ConfigInForce } from '#engine';
import { runView } from '../runs/run-view.ts';

/** How many runs are looked at in one go; of each a few fields are read. */
const PAGE = 200;

/** Writes down runs with their journals, so that they can be kept elsewhere before they are trimmed. */
@Injectable()
export class HistoryExport {
  constructor(
    @Inject(CONFIG_IN_FORCE) private readonly inForce: ConfigInForce,
    private readonly history: HistoryStore,
  ) {}

  /**
   * One line for each run, oldest first within a cluster. One run with its journal is in memory at a time. A run that is trimmed
   * meanwhile is left out whole; one that this build cannot read has a line that says so.
   * @throws Error when Redis does not answer
   */
  async *lines(clusters: readonly string[], query: Omit<ExportQuery, 'cluster'>): AsyncGenerator<string> {
    for (const cluster of clusters)
      for await (const run of this.runsOf(cluster, query)) {
        const line = await this.read(cluster, run);
        // Records hold no secret. What a component answered is not ours.
        if (line !== null) yield `${redact(JSON.stringify(line), this.inForce.secrets)}\n`;
      }
  }

  private async *runsOf(
    cluster: string,
    { since, until }: Pick<ExportQuery, 'since' | 'until'>,
  ): AsyncGenerator<IndexedRun> {
    const from = since === undefined ? -Infinity : Date.parse(since);
    const to = until === undefined ? Infinity : Date.parse(until);
    for (let above = 0; ;) {
      const page = await this.history.above(cluster, above, PAGE);
      for (const run of page) {
        // When a run was requested that cannot be read is not known: no filter drops it.
        const at = run.outline === null ? null : Date.parse(run.outline.requestedAt);
        if (at === null || (at >= from && at < to)) yield run;
      }
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return;
      above = last.number;
    }
  }

  private async read(cluster: string, { number }: IndexedRun): Promise<ExportedRun | null> {
    try {
      const whole = await this.history.whole(cluster, number);
      return whole && lineOf(whole);
    } catch (error) {
      if (!(error instanceof UnreadableRecord)) throw error;
      const nothing = { run: null, plan: null, measured: null, journal: [] };
      return { cluster, number, ...nothing, unreadable: error.message };
    }
  }
}

function lineOf({ run, journal }: WholeRun): ExportedRun {
  const { cluster, number } = run;
  return {
    ...{ cluster, number, run: runView(run) },
    plan: run.kind === 'restore' ? run.plan : null,
    measured: run.kind === 'backup' ? run.measured : null,
    ...{ journal, unreadable: null },
  };
}
