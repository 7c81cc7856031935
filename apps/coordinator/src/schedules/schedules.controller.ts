import { Controller } from '@nestjs/common';
import type { Backup, Schedule, ScheduleList } from '#contracts';
import { Input } from '../http/input.decorator.ts';
import { Route } from '../http/route.decorator.ts';
import { SchedulesService } from './schedules.service.ts';

@Controller()
export class SchedulesController {
  constructor(private readonly schedules: SchedulesService) {}

  @Route('schedule.list')
  async list(@Input() { cluster }: Input<'schedule.list'>): Promise<ScheduleList> {
    return { items: await this.schedules.list(cluster.name), next: null };
  }

  @Route('schedule.read')
  find(@Input() { cluster, schedule }: Input<'schedule.read'>): Promise<Schedule> {
    return this.schedules.find(cluster.name, schedule);
  }

  @Route('schedule.pause')
  pause(@Input() { cluster, schedule, body, caller }: Input<'schedule.pause'>): Promise<Schedule> {
    return this.schedules.pause(cluster.name, schedule, { note: body.note, by: caller.name });
  }

  @Route('schedule.resume')
  resume(@Input() { cluster, schedule }: Input<'schedule.resume'>): Promise<Schedule> {
    return this.schedules.resume(cluster.name, schedule);
  }

  @Route('schedule.trigger')
  trigger(@Input() { cluster, schedule, caller }: Input<'schedule.trigger'>): Promise<Backup> {
    return this.schedules.trigger(cluster.name, schedule, caller.name);
  }
}
