import type { FaultRegistry, Target } from '../faults/fault.registry.ts';
import type { PartPlan } from './web-app.state.ts';

/** The faults that decide, when a backup is triggered, how it will go. */
export function planFromFaults(faults: FaultRegistry, call: Target): PartPlan {
  const never = faults.take(call, 'webAppNeverAppears');
  const fails = faults.take(call, 'webAppPartFails');
  const stops = faults.take(call, 'webAppStopsAfterPart');
  return {
    ...(never === undefined ? {} : { neverAppears: true }),
    ...(fails === undefined ? {} : { failsPart: { part: fails.part, state: fails.state } }),
    ...(stops === undefined ? {} : { stopsAfterPart: stops.part }),
  };
}
