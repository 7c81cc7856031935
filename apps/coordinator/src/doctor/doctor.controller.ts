import { Controller } from '@nestjs/common';
import type { DoctorReport } from '#contracts';
import { Clusters } from '../clusters/clusters.ts';
import { Input } from '../http/input.decorator.ts';
import { Route } from '../http/route.decorator.ts';
import { DoctorService } from './doctor.service.ts';

@Controller()
export class DoctorController {
  constructor(
    private readonly doctor: DoctorService,
    private readonly clusters: Clusters,
  ) {}

  @Route('doctor.examine')
  async examine(@Input() { query, caller }: Input<'doctor.examine'>): Promise<DoctorReport> {
    const { cluster: wanted } = query;
    const names =
      wanted === undefined ? this.clusters.namesFor(caller) : [this.clusters.find(wanted, caller).name];
    return this.doctor.examine(names);
  }
}
