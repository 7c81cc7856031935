export { assessAlerts, lingers } from './assess-alerts.ts';
export {
  type AlertCondition,
  type AlertFacts,
  type AlertLimits,
  type ScheduleFacts,
  type PassedTime,
} from './alert-facts.ts';
export { ALERT_KINDS, ALERT_SEVERITIES, type AlertKind, type AlertSeverity } from './alert-words.ts';
export { objectiveOf } from './objective.ts';
export { isCaredFor, silenceOf, type Silence } from './silence.ts';
