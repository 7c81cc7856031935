import { Injectable } from '@nestjs/common';
import { templatePrefixes, type StepName } from '#domain';
import { type PassResult, type StepContext } from '#engine';
import type { NamedAction } from './control-action.ts';
import { ControlStep } from './control-step.ts';

/**
 * Index templates are in no snapshot, and without them restored and new indices would have other mappings. Where they
 * are missing, as on a new Elasticsearch, Camunda is started once, so that it makes them.
 */
@Injectable()
export class SeedTemplatesStep extends ControlStep {
  readonly name: StepName = 'seed-templates';

  protected current({ cluster }: StepContext): NamedAction {
    return { action: { kind: 'start', brokers: cluster.zeebe.brokerCount }, name: 'start' };
  }

  async pass(context: StepContext): Promise<PassResult> {
    const { name, indexSpace, records } = context.cluster;
    const { restores } = this.clients.of(name);
    const prefixes = templatePrefixes(indexSpace.prefixes, records.required);
    const found = await restores.templates(prefixes, context.look());
    const missing = found.filter(({ templates }) => templates.length === 0).map(({ prefix }) => prefix);
    if (missing.length === 0) return { done: true, answer: 'every index template is there' };
    const started = await this.everything(context);
    return started.done
      ? { ...started, done: false, answer: `started; no template for ${missing.join(', ')} yet` }
      : started;
  }
}
