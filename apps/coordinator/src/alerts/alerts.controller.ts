import { Controller } from '@nestjs/common';
import type { AlertList, AlertView, Silence, SilenceList } from '#contracts';
import { Clusters } from '../clusters/clusters.ts';
import { Input } from '../http/input.decorator.ts';
import { Route } from '../http/route.decorator.ts';
import { AlertCare } from './alert-care.ts';
import { AlertsService } from './alerts.service.ts';

@Controller()
export class AlertsController {
  constructor(
    private readonly alerts: AlertsService,
    private readonly clusters: Clusters,
    private readonly care: AlertCare,
  ) {}

  @Route('alert.list')
  async list(@Input() { caller }: Input<'alert.list'>): Promise<AlertList> {
    return { items: await this.alerts.all(this.clusters.namesFor(caller)), next: null };
  }

  @Route('alert.acknowledge')
  acknowledge(@Input() { cluster, body, caller }: Input<'alert.acknowledge'>): Promise<AlertView> {
    return this.care.acknowledge(cluster.name, body, caller.name);
  }

  @Route('silence.list')
  async silences(@Input() { caller }: Input<'silence.list'>): Promise<SilenceList> {
    return { items: await this.care.silenced(this.clusters.namesFor(caller)), next: null };
  }

  @Route('silence.create')
  silence(@Input() { cluster, body, caller }: Input<'silence.create'>): Promise<Silence> {
    return this.care.silence(cluster.name, body, caller.name);
  }

  @Route('silence.end')
  endSilence(@Input() { cluster, id }: Input<'silence.end'>): Promise<Silence> {
    return this.care.endSilence(cluster.name, id);
  }
}
