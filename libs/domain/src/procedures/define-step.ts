import type { Component, StepComponent } from '../component.ts';
import type { StepDefinition } from '../procedure-shape.ts';
import type { StepName } from '../step-name.ts';

export function defineStep(name: StepName, component: StepComponent, summary: string): StepDefinition {
  return { name, component, takes: null, summary };
}

/** A step that takes one part of a set, from the component that the part is of. */
export function takePart(name: StepName, part: Component, summary: string): StepDefinition {
  return { name, component: part, takes: part, summary };
}
