import type { Component } from '#domain';

/** The operator's own shell commands, run by `sh -c`. */
export interface CommandsConfig {
  stop: string;
  start: string;
  wipeBroker: string;
  restoreBroker: string;
  /** For a restore in the running cluster: one application, by $HOLDFAST_COMPONENT. */
  stopComponent?: string | undefined;
  startComponent?: string | undefined;
  /** Absolute path of the directory for state and output; must survive a restart of Holdfast. */
  directory: string;
}

export interface WorkloadReference {
  kind: 'Deployment' | 'StatefulSet';
  name: string;
}

export interface BrokersConfig {
  statefulSet: string;
  /** The container that runs the broker; may be left out where the pod has only one. */
  container?: string | undefined;
  /** The volumeClaimTemplate that holds the data directory; may be left out where there is only one. */
  volume?: string | undefined;
  /** In place of the container's command, for the restore. It may contain `$(ZEEBE_RESTORE_FROM_BACKUP_ID)`. */
  command?: readonly string[] | undefined;
  /** Further variables for the restore only. */
  env?: Readonly<Record<string, string>> | undefined;
  /** How many regions the cluster has, and which one this StatefulSet is, from 0. Left out: there is one. */
  regions?: { count: number; id: number } | undefined;
}

export interface KubernetesConfig {
  namespace: string;
  /** Path of a kubeconfig, whose current context is used; left out, Holdfast runs inside the cluster. */
  kubeconfig?: string | undefined;
  brokers: BrokersConfig;
  /** What is stopped and started along with the brokers. */
  workloads: readonly WorkloadReference[];
  /** For a restore in the running cluster: the workloads of each application that it stops by itself. */
  components?: Readonly<Partial<Record<Component, readonly WorkloadReference[] | undefined>>> | undefined;
}

/** How Camunda's processes are controlled. `clusters[].restore` of the configuration fits it. */
export type ControlConfig = {
  /** Longest time for one action (ms). A person who is asked may take longer. */
  timeout: number;
} & (
  | { control: 'commands'; commands: CommandsConfig }
  | { control: 'kubernetes'; kubernetes: KubernetesConfig }
  | { control: 'manual' }
);
