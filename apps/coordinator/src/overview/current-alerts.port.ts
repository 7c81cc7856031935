import { Injectable } from '@nestjs/common';
import type { Alert } from '#contracts';

/** What a person should know of a cluster now. */
export abstract class CurrentAlerts {
  /** Reads only, from what is known: the overview waits for it, and no component may keep it waiting. @throws when they cannot be read now */
  abstract current(cluster: string): Promise<Alert[]>;
}

/** Where nobody watches for any. */
@Injectable()
export class NoAlerts extends CurrentAlerts {
  current(): Promise<Alert[]> {
    return Promise.resolve([]);
  }
}
