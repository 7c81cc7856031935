import { Inject, Injectable } from '@nestjs/common';
import {
  environment,
  environmentForCommands,
  hasSameConnection,
  type ClusterConfig,
  type HoldfastConfig,
} from '#config';
import { createCamundaControl, type CamundaControl } from '#camunda-processes';
import { generationNamed, ZEEBE_PROGRAM } from '#domain';
import { ConfirmationStore } from '#redis';
import { CONFIG } from '#engine';
import { RedisConfirmations } from './redis-confirmations.ts';

/** How each cluster's Camunda is stopped and started, made when first needed, and again when the cluster changed. */
@Injectable()
export class ClusterControls {
  private readonly made = new Map<string, { cluster: ClusterConfig; control: CamundaControl }>();

  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly confirmations: ConfirmationStore,
  ) {}

  /** Null for a cluster that has no `restore` section. */
  of(cluster: ClusterConfig): CamundaControl | null {
    const { name, generation, restore } = cluster;
    if (!restore) return null;
    const existing = this.made.get(name);
    if (existing && hasSameConnection(existing.cluster, cluster)) return existing.control;
    const confirmations = new RedisConfirmations(this.confirmations, name);
    const control = createCamundaControl(restore, {
      cluster: name,
      program: generationNamed(generation)?.restoreProgram ?? ZEEBE_PROGRAM,
      confirmations,
      environment: environmentForCommands(
        this.config,
        environment(),
        restore.control === 'commands' ? Object.values(restore.commands).map(String) : [],
      ),
    });
    this.made.set(name, { cluster, control });
    return control;
  }
}
