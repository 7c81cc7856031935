import { Controller, Get, Header } from '@nestjs/common';
import { Metrics } from '#observability';

/** For Prometheus: every app has its own page, and the sum over all of them is the truth. */
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  read(): Promise<string> {
    return this.metrics.text();
  }
}
