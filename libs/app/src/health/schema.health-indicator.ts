import { Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { SchemaWatch } from '../schema-watch.ts';

/** Whether this build can read what is in Redis. */
@Injectable()
export class SchemaHealthIndicator {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly watch: SchemaWatch,
  ) {}

  /**
   * Down when the state itself cannot be read: then this process does next to nothing. A single record that cannot be read
   * is a warning, because the process still works on everything else.
   */
  async check(): Promise<HealthIndicatorResult<'schema'>> {
    const indicator = this.indicators.check('schema');
    try {
      const refusals = await this.watch.look();
      // Every caller may read this page: it names no cluster.
      const message = [...new Set(refusals.map(({ anonymous }) => anonymous))].join(' ');
      if (refusals.some(({ family }) => family === 'state')) return indicator.down(message);
      return refusals.length > 0 ? indicator.up({ warning: message }) : indicator.up();
    } catch (error) {
      return indicator.down((error as Error).message);
    }
  }
}
