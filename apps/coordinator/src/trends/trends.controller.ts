import { Controller } from '@nestjs/common';
import type { Calendar, Trend } from '#contracts';
import { Clusters } from '../clusters/clusters.ts';
import { Input } from '../http/input.decorator.ts';
import { Route } from '../http/route.decorator.ts';
import { CalendarService } from './calendar.service.ts';
import { TrendsService } from './trends.service.ts';

@Controller()
export class TrendsController {
  constructor(
    private readonly trends: TrendsService,
    private readonly calendar: CalendarService,
    private readonly clusters: Clusters,
  ) {}

  @Route('trend.read')
  trend(@Input() { cluster, query }: Input<'trend.read'>): Promise<Trend> {
    return this.trends.of(cluster, query.days);
  }

  @Route('calendar.read')
  planned(@Input() { caller, query }: Input<'calendar.read'>): Promise<Calendar> {
    return this.calendar.of(this.clusters.namesFor(caller), query.hours);
  }
}
