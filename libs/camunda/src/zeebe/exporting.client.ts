import { StepFailure, type PauseKind, type UnreachableBroker } from '#domain';
import type { CallOptions, NextCall } from '#http';
import { ListedBrokers, type Brokers } from './brokers.ts';
import type { Answer } from '../http/answer.ts';
import { fail, failureOf, refused } from '../http/answers.ts';
import { numberOf, objectOf } from '../http/json-fields.ts';
import type { ManagementClient } from '../http/management-client.ts';
import type { ExportingApi } from '../ports/exporting.api.ts';
import { tenantQuery } from './physical-tenant.ts';

/** The exporting of a whole cluster, or of one of its physical tenants, by its gateway (`/actuator/exporting`). */
export class ExportingClient implements ExportingApi {
  /**
   * @param brokers all of them; the gateway alone where it is a broker itself
   * @param kinds of pause that the versions behind it have
   * @param tenant the only one that is paused and resumed (8.10); null: all
   */
  constructor(
    private readonly gateway: ManagementClient,
    private readonly brokers: Brokers = new ListedBrokers([gateway]),
    private readonly kinds: readonly PauseKind[] = ['soft', 'hard'],
    private readonly tenant: string | null = null,
  ) {}

  async pause(kind: PauseKind, call?: CallOptions): Promise<void> {
    if (!this.kinds.includes(kind)) throw noSuchPause(kind);
    const soft = kind === 'soft' ? '?soft=true' : '';
    const ofTenant = tenantQuery(this.tenant);
    const query = soft === '' ? ofTenant : soft + ofTenant.replace('?', '&');
    expectDone(await this.gateway.post(`/actuator/exporting/pause${query}`, undefined, call));
  }

  async resume(call?: CallOptions): Promise<void> {
    const path = `/actuator/exporting/resume${tenantQuery(this.tenant)}`;
    expectDone(await this.gateway.post(path, undefined, call));
  }

  /** A broker that answers with its partitions has done it (recorded on 8.6.0). */
  async resumeBrokers(next: NextCall = () => ({})): Promise<UnreachableBroker[]> {
    const path = `/actuator/partitions/resumeExporting${tenantQuery(this.tenant)}`;
    const brokers = await this.brokers.all(await next());
    const call = await next();
    const asked = await Promise.all(brokers.map((broker) => resumeBroker(broker, path, call)));
    return asked.filter((each) => each !== null);
  }
}

/** 8.1 would take a soft pause for a hard one, and from 8.6 on every version has a soft one. Nothing was asked. */
export function noSuchPause(kind: PauseKind): StepFailure {
  const message = `a ${kind} pause is not for this version of Zeebe. Check clusters[].version.`;
  return StepFailure.permanent('refused', message, { component: 'zeebe' });
}

async function resumeBroker(
  broker: ManagementClient,
  path: string,
  call?: CallOptions,
): Promise<UnreachableBroker | null> {
  try {
    const answer = await broker.post(path, undefined, call);
    if (answer.status !== 200) throw failureOf(answer);
    return null;
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    return { broker: broker.address, problem: error.message };
  }
}

/**
 * Since 8.2.27, 8.3.11, 8.4.7 and 8.5.1 the HTTP status is 200 whatever happened, and the real one is inside:
 * `{"body":null,"status":204,"contentType":null}`. Older patches answer with a real 204 or 500.
 */
function expectDone(answer: Answer): void {
  if (answer.status === 204) return;
  const inside = answer.status === 200 ? numberOf(objectOf(answer.body)?.['status']) : null;
  if (inside !== null && inside >= 200 && inside < 300) return;
  // 8.10: a tenant that there is not.
  if (inside === 400) throw refused(answer, 'Repeating it will not help.');
  if (inside !== null || answer.status === 200 || answer.status === 500) throw pauseFailed(answer);
  throw failureOf(answer);
}

/** Not every partition did it; some may have. */
export function pauseFailed(answer: Answer): StepFailure {
  return fail(
    'transient',
    'pause-failed',
    answer,
    'Check that every partition has a leader and every replica is up.',
  );
}
