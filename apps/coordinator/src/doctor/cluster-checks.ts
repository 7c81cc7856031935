import { Injectable } from '@nestjs/common';
import type { ClusterConfig } from '#config';
import type { DoctorCheck } from '#contracts';
import { RunStore } from '#redis';
import { nameOf, nextBackupId, UNKNOWN_ORIGIN, type PreflightCheck, type RunRecord } from '#domain';
import { ObservedExporting } from '#engine';
import { AlertsService } from '../alerts/alerts.service.ts';
import { ClusterFactsReader } from '../backups/cluster-facts.reader.ts';
import { PRIVILEGES_CHECK } from '../checks/privileges.check.ts';
import { EXPORTING_CHECK } from '../preflight/zeebe.checks.ts';
import { Preflight } from '../preflight/preflight.ts';
import { newBackup } from '../runs/new-run.ts';
import { SchedulesService } from '../schedules/schedules.service.ts';
import { fine, fromPreflight, looked, wrong, type About } from './finding.ts';

/** Everything that a backup of a cluster would look at first, and what is raised already. Only looks. */
@Injectable()
export class ClusterChecks {
  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    private readonly store: RunStore,
    private readonly surveys: ClusterFactsReader,
    private readonly preflight: Preflight,
    private readonly alerts: AlertsService,
    private readonly schedules: SchedulesService,
    private readonly observations: ObservedExporting,
  ) {}

  async examine(cluster: ClusterConfig): Promise<DoctorCheck[]> {
    const about = (name: string): About => ({ cluster: cluster.name, name, component: 'coordinator' });
    const remedy = 'See the log of the coordinator, and that Redis answers.';
    const [lock, preflight, schedules, alerts] = await Promise.all([
      looked(about('lock'), () => this.lock(cluster), remedy),
      looked(about('preflight'), () => this.whatABackupNeeds(cluster), remedy),
      looked(about('schedules'), () => this.planned(cluster), remedy),
      looked(about('alerts'), () => this.raised(cluster), remedy),
    ]);
    return [...lock, ...preflight, ...schedules, ...alerts];
  }

  private async lock({ name }: ClusterConfig): Promise<DoctorCheck> {
    const about = { cluster: name, name: 'lock', component: 'coordinator' };
    const lock = await this.store.lock(name);
    if (!lock) return fine(about, 'no run holds the cluster');
    if (lock.holder !== '' && lock.leaseMs > 0)
      return fine(about, `${nameOf(lock)} holds the cluster, and ${lock.holder} works on it`);
    return wrong(about, {
      status: 'warning',
      message: `${nameOf(lock)} holds the cluster, but no process works on it`,
      remedy: 'Wait for the supervisor to end it; if it does not, `holdfast lock break`.',
    });
  }

  /** The preflight of a backup that is not taken. */
  private async whatABackupNeeds(cluster: ClusterConfig): Promise<DoctorCheck[]> {
    const [{ version, knownIds }, lastId, [newest]] = await Promise.all([
      this.surveys.survey(cluster),
      this.store.lastId(cluster.name),
      this.store.list(cluster.name, { limit: 1 }),
    ]);
    const number = nextBackupId(Date.now(), [...knownIds, lastId]);
    const given = { version, number, origin: UNKNOWN_ORIGIN };
    const run: RunRecord = { ...newBackup(cluster, given), fence: 0 };
    // Of the rights more is asked here than a backup needs.
    const checks = (await this.preflight.examine(run, cluster)).filter(
      ({ name }) => name !== PRIVILEGES_CHECK,
    );
    const current = newest && newest.phase !== 'done' ? newest : null;
    return checks.map((check) => {
      const found = this.judged(cluster, check);
      // While a run is under way these fail for its sake.
      if (current === null || check.ok || check.about !== 'busy') return found;
      return fine(found, `not judged while ${nameOf(current)} is under way: ${check.message}`);
    });
  }

  /** A pause within its budget is a warning, as in the alerts: it may be another tool's backup. */
  private judged({ name, pauseBudget }: ClusterConfig, check: PreflightCheck): DoctorCheck {
    const found = fromPreflight(name, check);
    if (check.ok || check.name !== EXPORTING_CHECK) return found;
    const { state = 'unknown', pausedSince: since = null } = this.observations.of(name) ?? {};
    if (state === 'unknown' || state === 'running') return found;
    return since !== null && Date.now() - since <= pauseBudget ? { ...found, status: 'warning' } : found;
  }

  /** What is wrong with a schedule is an alert, and listed below; here is what is planned. */
  private async planned({ name }: ClusterConfig): Promise<DoctorCheck[]> {
    const schedules = await this.schedules.list(name);
    const about = (check: string): About => ({ cluster: name, name: check, component: 'coordinator' });
    if (schedules.length === 0)
      return [
        wrong(about('schedules'), {
          status: 'warning',
          message: 'nothing is planned: backups are taken only on request',
          remedy: 'Configure clusters[].schedules.',
        }),
      ];
    return schedules.map(({ name: schedule, nextAt, recent: [last], consecutiveFailures }) => {
      const next = nextAt === null ? 'is paused' : `comes next at ${nextAt}`;
      const before = last ? `; ${last.plannedAt} was ${last.result}` : '; nothing of it has come yet';
      const failures = consecutiveFailures === 0 ? '' : `; ${consecutiveFailures} failed in a row`;
      return fine(about(`schedule ${schedule}`), `${next}${before}${failures}`);
    });
  }

  private async raised({ name }: ClusterConfig): Promise<DoctorCheck[]> {
    const alerts = await this.alerts.current(name);
    if (alerts.length === 0)
      return [fine({ cluster: name, name: 'alerts', component: 'coordinator' }, 'none is raised')];
    return alerts.map(({ kind, subject, severity, message, remedy }) =>
      wrong(
        { cluster: name, name: subject === null ? kind : `${kind} ${subject}`, component: 'coordinator' },
        { status: severity, message, remedy },
      ),
    );
  }
}
