import type { Component } from '#domain';
import type { CallOptions } from '#http';
import { failureOf, unexpected } from './http/answers.ts';
import { objectOf, textOf } from './http/json-fields.ts';
import type { ManagementClient } from './http/management-client.ts';
import type { ComponentInfo, InfoApi } from './ports/info.api.ts';

/** One management port, as it introduces itself. */
export class InfoClient implements InfoApi {
  readonly component: Component;
  readonly address: string;

  constructor(private readonly management: ManagementClient) {
    this.component = management.component;
    this.address = management.address;
  }

  read(call?: CallOptions): Promise<ComponentInfo> {
    return readInfo(this.management, call);
  }
}

/**
 * Who answers at a management port, from `/actuator/info`. Zeebe, Operate and Tasklist 8.6 all call themselves
 * "Zeebe Distribution", so it tells the version but not the component.
 * @throws StepFailure when it cannot be asked
 */
export async function readInfo(client: ManagementClient, call?: CallOptions): Promise<ComponentInfo> {
  const asked = Date.now();
  const answer = await client.get('/actuator/info', call);
  const middle = (asked + Date.now()) / 2;
  // The Date header is cut to whole seconds, so the component's clock is on average half a second further.
  const clockSkewMs = answer.date === null ? null : Math.round(answer.date + 500 - middle);
  if (answer.status === 404) return { version: null, clockSkewMs };
  if (answer.status !== 200) throw failureOf(answer);
  const info = objectOf(answer.body);
  if (info === null) throw unexpected(answer);
  return { version: textOf(objectOf(info['build'])?.['version']), clockSkewMs };
}
