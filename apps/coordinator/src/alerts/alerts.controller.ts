import { Controller } from '@nestjs/common';
import type { AlertList } from '#contracts';
import { Clusters } from '../clusters/clusters.ts';
import { Input } from '../http/input.decorator.ts';
import { Route } from '../http/route.decorator.ts';
import { AlertsService } from './alerts.service.ts';

@Controller()
export class AlertsController {
  constructor(
    private readonly alerts: AlertsService,
    private readonly clusters: Clusters,
  ) {}

  @Route('alert.list')
  async list(@Input() { caller }: Input<'alert.list'>): Promise<AlertList> {
    return { items: await this.alerts.all(this.clusters.namesFor(caller)), next: null };
  }
}
