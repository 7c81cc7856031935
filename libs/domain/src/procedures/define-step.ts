import type { StepComponent } from '../component.ts';
import type { StepDefinition } from '../procedure-shape.ts';
import type { StepName } from '../step-name.ts';

export function defineStep(name: StepName, component: StepComponent, summary: string): StepDefinition {
  return { name, component, summary };
}
