import { Injectable } from '@nestjs/common';
import type { Schedule } from '#contracts';

/** The schedules of a cluster, as far as the overview tells when the next backup comes. */
export abstract class PlannedSchedules {
  /** Reads only, from the record: the overview waits for it. @throws when they cannot be read now */
  abstract list(cluster: string): Promise<Pick<Schedule, 'name' | 'timezone' | 'nextAt'>[]>;
}

/** Where nothing is planned. */
@Injectable()
export class NoSchedules extends PlannedSchedules {
  list(): Promise<Schedule[]> {
    return Promise.resolve([]);
  }
}
