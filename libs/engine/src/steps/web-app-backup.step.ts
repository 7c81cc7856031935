import type { HoldfastConfig } from '#config';
import { StepFailure, type StepName, type WebApp } from '#domain';
import { backupPass } from './backup-pass.ts';
import type { ClusterClients } from '../cluster-clients.ts';
import { Step, type PassResult, type StepContext } from './step.ts';

/** Backs up one web application through its own backup API. The same for all three: only the name differs. */
export class WebAppBackupStep extends Step {
  readonly name: StepName;

  constructor(
    private readonly app: WebApp,
    private readonly clients: ClusterClients,
    private readonly config: HoldfastConfig,
  ) {
    super();
    this.name = `backup-${app}`;
  }

  deadlineMs(): number {
    return this.config.steps.webAppDeadline;
  }

  pass(context: StepContext): Promise<PassResult> {
    const api = this.clients.of(context.cluster.name).webApps[this.app];
    if (!api) {
      throw StepFailure.permanent(
        'refused',
        `${this.app} is not configured for cluster "${context.cluster.name}"`,
        { component: this.app },
      );
    }
    const { setId } = context.run;
    return backupPass(
      {
        look: (call) => api.look(setId, call),
        trigger: (call) => api.trigger(setId, call),
      },
      context,
    );
  }
}
