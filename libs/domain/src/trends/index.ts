export { backupPointOf, type BackupPoint } from './backup-point.ts';
export { plannedTogether, type Overlap, type PlannedRun } from './planned-together.ts';
export { dailyOf, type Day } from './daily.ts';
export { forecastOf, type Forecast, type Reading } from './forecast.ts';
export { usualOf, type Usual } from './usual.ts';
