import { Controller, Logger, Res } from '@nestjs/common';
import type { Response } from 'express';
import { EventStreams, type EventStream } from '../access/event-streams.ts';
import { Clusters } from '../clusters/clusters.ts';
import { Input } from '../http/input.decorator.ts';
import { Route } from '../http/route.decorator.ts';
import { HistoryExport } from './history-export.ts';

@Controller()
export class HistoryController {
  private readonly logger = new Logger(HistoryController.name);

  constructor(
    private readonly exports: HistoryExport,
    private readonly clusters: Clusters,
    private readonly streams: EventStreams,
  ) {}

  @Route('run.export')
  async export(
    @Input() { query, caller, request }: Input<'run.export'>,
    @Res() response: Response,
  ): Promise<void> {
    const { cluster, ...times } = query;
    const names =
      cluster === undefined ? this.clusters.namesFor(caller) : [this.clusters.find(cluster, caller).name];
    const lines = this.exports.lines(names, times);
    // Before the headers: when Redis is down, the answer is a problem.
    const first = await lines.next();
    const stream = this.streams.for(request, response);
    stream.begin('application/x-ndjson');
    if (first.done !== true && !(await stream.send(first.value))) return;
    if (await this.isSent(lines, stream)) response.end();
    // What is broken off must not look like the whole.
    else response.destroy();
  }

  /** @returns false where the stream ended before the lines did */
  private async isSent(lines: AsyncIterable<string>, stream: EventStream): Promise<boolean> {
    try {
      for await (const line of lines)
        if (!(await stream.goesOn()) || !(await stream.send(line))) return false;
      return true;
    } catch (error) {
      this.logger.warn(`an export was broken off: ${(error as Error).message}`);
      return false;
    }
  }
}
