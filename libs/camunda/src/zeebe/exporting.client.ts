import { StepFailure, type Component, type UnreachableBroker } from '#domain';
import type { CallOptions } from '#http';
import type { Answer } from '../http/answer.ts';
import { fail, failureOf } from '../http/answers.ts';
import { numberOf, objectOf } from '../http/json-fields.ts';
import type { ManagementClient } from '../http/management-client.ts';

/**
 * Pauses and resumes the exporting of a whole cluster, through its gateway (`/actuator/exporting`).
 *
 * There is no hard pause here, on purpose. A hard pause after a soft one overwrites the shorter word in each partition's
 * `.exporterPaused` without cutting the rest off, and the broker cannot start again (recorded on 8.6.0:
 * "No enum constant ExporterPhase.PAUSEDAUSED"). A hard pause also keeps the log from being exported at all.
 *
 * A returned promise means "the component says so". Only the phases that the brokers show (PartitionsClient) prove it.
 */
export class ExportingClient {
  readonly component: Component = 'zeebe';

  /** @param brokers all of them; the gateway alone where it is a broker itself */
  constructor(
    private readonly gateway: ManagementClient,
    private readonly brokers: readonly ManagementClient[] = [gateway],
  ) {}

  /**
   * Records still reach the store, but positions are no longer acknowledged. Idempotent, survives a broker restart.
   * @throws StepFailure pause-failed (transient): not every partition did it, some may have
   */
  async softPause(call?: CallOptions): Promise<void> {
    expectDone(await this.gateway.post('/actuator/exporting/pause?soft=true', undefined, call));
  }

  /**
   * Ends any pause, also a foreign one. Idempotent.
   * @throws StepFailure pause-failed (transient): not every partition did it, some may have
   */
  async resume(call?: CallOptions): Promise<void> {
    expectDone(await this.gateway.post('/actuator/exporting/resume', undefined, call));
  }

  /**
   * Ends any pause of every replica on every broker that can be reached, without the gateway, which up to 8.9 refuses as
   * soon as one replica of the cluster is missing. Idempotent.
   * @returns the brokers that did not do it; a broker that answers with its partitions has done it (recorded on 8.6.0)
   * @throws what `call.permit` throws, or `call.signal` is aborted with
   */
  async resumeBrokers(call?: CallOptions): Promise<UnreachableBroker[]> {
    const asked = await Promise.all(this.brokers.map((broker) => resumeBroker(broker, call)));
    return asked.filter((each) => each !== null);
  }
}

async function resumeBroker(broker: ManagementClient, call?: CallOptions): Promise<UnreachableBroker | null> {
  try {
    const answer = await broker.post('/actuator/partitions/resumeExporting', undefined, call);
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
  if (inside !== null || answer.status === 200 || answer.status === 500) throw pauseFailed(answer);
  throw failureOf(answer);
}

function pauseFailed(answer: Answer): StepFailure {
  return fail(
    'transient',
    'pause-failed',
    answer,
    'Check that every partition has a leader and every replica is up.',
  );
}
