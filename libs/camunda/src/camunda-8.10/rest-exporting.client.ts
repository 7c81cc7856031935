import {
  StepFailure,
  withPeriod,
  type ExportingState,
  type PauseKind,
  type UnreachableBroker,
} from '#domain';
import type { CallOptions, NextCall } from '#http';
import type { Answer } from '../http/answer.ts';
import { unexpected } from '../http/answers.ts';
import { objectOf, textOf } from '../http/json-fields.ts';
import type { ManagementClient } from '../http/management-client.ts';
import type { ExportingApi } from '../ports/exporting.api.ts';
import { noSuchPause, pauseFailed } from '../zeebe/exporting.client.ts';
import { restFailure } from './rest-failure.ts';

const STATES: Record<string, ExportingState> = {
  EXPORTING: 'running',
  SOFT_PAUSED: 'softPaused',
  PAUSED: 'paused',
  MIXED: 'mixed',
};

/**
 * The exporting of a cluster by the REST API of 8.10. A pause is a change of the cluster's configuration: it is refused while
 * another change is pending, and one that timed out may still be applied later. A resume must come through, so the management
 * port is asked where the REST API does not do it.
 */
export class RestExportingClient implements ExportingApi {
  /** @param management the same cluster by its management port */
  constructor(
    private readonly rest: ManagementClient,
    private readonly management: ExportingApi,
  ) {}

  async pause(kind: PauseKind, call?: CallOptions): Promise<void> {
    if (kind !== 'soft') throw noSuchPause(kind);
    expectDone(await this.rest.post('/v2/exporting/pause?soft=true', undefined, call));
  }

  async resume(call?: CallOptions): Promise<void> {
    try {
      expectDone(await this.rest.post('/v2/exporting/resume', undefined, call));
    } catch (error) {
      if (!(error instanceof StepFailure)) throw error;
      await this.resumeByManagement(error, call);
    }
  }

  resumeBrokers(next?: NextCall): Promise<UnreachableBroker[]> {
    return this.management.resumeBrokers(next);
  }

  /**
   * What the configuration of the cluster says. It alone proves nothing: exporters once ran although it was paused (Camunda
   * issue 60893).
   * @throws StepFailure as all methods do
   */
  async configured(call?: CallOptions): Promise<ExportingState> {
    const answer = await this.rest.get('/v2/exporting', call);
    if (answer.status !== 200) throw restFailure(answer, 'EXPORTER:PAUSE');
    const word = textOf(objectOf(answer.body)?.['status']);
    if (word === null) throw unexpected(answer);
    return STATES[word] ?? 'unknown';
  }

  private async resumeByManagement(refusal: StepFailure, call?: CallOptions): Promise<void> {
    try {
      await this.management.resume(call);
    } catch (error) {
      if (!(error instanceof StepFailure)) throw error;
      const message = `${withPeriod(refusal.message)} The management port did not do it either: ${error.message}`;
      throw StepFailure.transient('pause-failed', message, { component: 'zeebe' });
    }
  }
}

function expectDone(answer: Answer): void {
  if (answer.status === 204) return;
  if (answer.status === 500 || answer.status === 409 || answer.status < 300) throw pauseFailed(answer);
  throw restFailure(answer, 'EXPORTER:PAUSE');
}
