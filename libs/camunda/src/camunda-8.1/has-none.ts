import { StepFailure, type BackedUp } from '#domain';

/** For what 8.1 does not offer; nothing is asked. */
export function hasNone(component: BackedUp, what: string): StepFailure {
  return StepFailure.permanent(
    'refused',
    `${component} of Camunda 8.1 has no ${what}; 8.2 and later have one.`,
    {
      component,
    },
  );
}
