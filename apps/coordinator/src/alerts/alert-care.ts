import { Injectable } from '@nestjs/common';
import type { AcknowledgeAlert, Alert, AlertView, CreateSilence, Silence } from '#contracts';
import { alertKey, AlertStore, MOST_SILENCES, redisTroubleOf, SilenceStore } from '#redis';
import { runbookOf, silenceOf } from '#domain';
import { ProblemError } from '../http/problem.error.ts';

type Named = Pick<Alert, 'kind' | 'subject'>;

/** What people do about alerts: acknowledge them, and silence them for a time. */
@Injectable()
export class AlertCare {
  private readonly read = new Map<string, readonly Silence[]>();

  constructor(
    private readonly alerts: AlertStore,
    private readonly silences: SilenceStore,
  ) {}

  /** Shows alerts of one cluster with what people did about them: nothing, as far as is known, while Redis is down. */
  async about(cluster: string): Promise<(alert: Alert) => AlertView> {
    const [acknowledged, silences] = await Promise.all([
      this.alerts.acknowledgements(cluster),
      this.silences.of(cluster),
    ]).catch((error: unknown) => {
      if (redisTroubleOf(error) === null) throw error;
      return [() => null, []] as const;
    });
    const now = Date.now();
    return (alert) => ({
      ...alert,
      runbook: runbookOf(alert.kind),
      acknowledged: acknowledged(alert),
      silenced: silenceIn(silences, alert, now),
    });
  }

  /** Tells which alerts of a cluster a silence holds back now. @throws ioredis' error while Redis is down */
  async silencesOf(cluster: string): Promise<(alert: Named) => boolean> {
    const silences = await this.silences.of(cluster);
    this.read.set(cluster, silences);
    return (alert) => silenceIn(silences, alert, Date.now()) !== null;
  }

  /** The same by the silences that were read last, for a Redis that cannot be used. */
  silencesKnown(cluster: string): (alert: Named) => boolean {
    const silences = this.read.get(cluster) ?? [];
    return (alert) => silenceIn(silences, alert, Date.now()) !== null;
  }

  /** The cluster is no longer configured. */
  forget(cluster: string): void {
    this.read.delete(cluster);
  }

  /** Idempotent; a later one replaces an earlier one. @throws ProblemError unknown-alert */
  async acknowledge(
    cluster: string,
    { kind, subject, note }: AcknowledgeAlert,
    by: string,
  ): Promise<AlertView> {
    const raised = await this.alerts.raised(cluster);
    const found = raised.find(({ alert }) => alertKey(alert) === alertKey({ kind, subject }));
    if (!found) {
      const names = raised.map(({ alert }) => nameOf(alert)).join(', ');
      throw new ProblemError(
        'unknown-alert',
        `${cluster} has no alert ${nameOf({ kind, subject })}. Raised now: ${names === '' ? 'none' : names}.`,
      );
    }
    await this.alerts.acknowledge(found.alert, { by, at: new Date().toISOString(), note: note ?? null });
    return (await this.about(cluster))(found.alert);
  }

  /** Those in force, of each cluster in the given order. */
  async silenced(clusters: readonly string[]): Promise<Silence[]> {
    return (await Promise.all(clusters.map((cluster) => this.silences.of(cluster)))).flat();
  }

  /** Not idempotent. @throws ProblemError too-many-silences */
  async silence(cluster: string, { seconds, ...about }: CreateSilence, by: string): Promise<Silence> {
    const now = Date.now();
    const times = { at: new Date(now).toISOString(), until: new Date(now + seconds * 1000).toISOString() };
    const made = await this.silences.add({ cluster, ...about, by, ...times });
    if (made !== null) return made;
    throw new ProblemError(
      'too-many-silences',
      `${cluster} has ${MOST_SILENCES} silences already: end some of them, or silence the whole cluster with one.`,
    );
  }

  /** @throws ProblemError unknown-silence */
  async endSilence(cluster: string, id: number): Promise<Silence> {
    const ended = await this.silences.end(cluster, id);
    if (ended !== null) return ended;
    throw new ProblemError('unknown-silence', `${cluster} has no silence ${id}, or its time is over.`);
  }
}

function silenceIn(silences: readonly Silence[], alert: Named, now: number): AlertView['silenced'] {
  const timed = silences.map((silence) => ({ ...silence, until: Date.parse(silence.until), silence }));
  const found = silenceOf(alert, timed, now)?.silence;
  return found ? { id: found.id, until: found.until, by: found.by, note: found.note } : null;
}

function nameOf({ kind, subject }: Pick<Alert, 'kind' | 'subject'>): string {
  return subject === null ? kind : `${kind} (${subject})`;
}
