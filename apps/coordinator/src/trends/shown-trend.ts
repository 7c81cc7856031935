import type { Trend } from '#contracts';
import type { SetNote } from '#redis';
import { forecastOf, rfc3339, type BackupPoint, type Day, type Forecast, type Reading } from '#domain';

/** A backup, with what its snapshots held where that is known. */
export interface SizedPoint extends BackupPoint {
  sizes: SetNote['sizes'];
}

export function shownBackup({
  number,
  requestedAt,
  outcome,
  took,
  paused,
  steps,
  sizes,
}: SizedPoint): Trend['backups'][number] {
  return {
    backupId: number,
    requestedAt: new Date(requestedAt).toISOString(),
    outcome,
    seconds: took / 1000,
    pauseSeconds: inSeconds(paused),
    steps: steps.map((step) => ({ name: step.name, seconds: step.took / 1000 })),
    sizes,
  };
}

/** @param points of all days, the oldest first */
export function shownDays(days: readonly Day[], points: readonly SizedPoint[]): Trend['daily'] {
  const sizes = new Map<string, number>();
  for (const point of points) {
    const size = sizeOf(point);
    if (size !== null) sizes.set(new Date(point.finishedAt).toISOString().slice(0, 10), size);
  }
  return days.map(({ date, outcomes, medianTook, longestPause, oldestAge }) => ({
    ...{ date, outcomes },
    medianSeconds: inSeconds(medianTook),
    longestPauseSeconds: inSeconds(longestPause),
    oldestAgeSeconds: inSeconds(oldestAge),
    sizeBytes: sizes.get(date) ?? null,
  }));
}

/** @param points the oldest first @param pauseBudget ms */
export function forecastsOf(points: readonly SizedPoint[], pauseBudget: number): Trend['forecast'] {
  const completed = points.filter(({ outcome }) => outcome === 'completed');
  const readings = (value: (point: SizedPoint) => number | null): Reading[] =>
    completed.flatMap((point) => {
      const read = value(point);
      return read === null ? [] : [{ at: point.finishedAt, value: read }];
    });
  const took = readings((point) => point.took / 1000);
  const paused = readings(({ paused: ms }) => inSeconds(ms));
  return {
    seconds: shown(forecastOf(took, null)),
    pauseSeconds: shown(forecastOf(paused, pauseBudget / 1000)),
    sizeBytes: shown(forecastOf(readings(sizeOf), null)),
  };
}

function shown(forecast: Forecast | null): Trend['forecast']['seconds'] {
  return forecast && { ...forecast, reachesAt: rfc3339(forecast.reachesAt) };
}

function sizeOf({ sizes }: SizedPoint): number | null {
  return sizes === null ? null : Object.values(sizes).reduce((sum, size) => sum + size, 0);
}

function inSeconds(ms: number | null): number | null {
  return ms === null ? null : ms / 1000;
}
