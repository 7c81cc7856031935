import { Counter, Gauge, type Registry } from 'prom-client';
import type { MeasuredCluster } from './measured-cluster.ts';

/** Loops that repair. */
const LOOPS = ['exporting', 'runs', 'schedules'] as const;
type Loop = (typeof LOOPS)[number];

/** What a process knows of itself: its Redis, the queues that it serves, and its rounds. */
export class ProcessMetrics {
  private readonly redis: Record<'up' | 'persistence_ok' | 'eviction_policy_ok', Gauge>;
  private readonly lastSeen: Gauge<'queue'>;
  private readonly rounds: Counter<'cluster' | 'kind'>;
  private readonly drift: Counter<'cluster' | 'kind'>;

  constructor(registry: Registry, about: { app: string; version: string }) {
    const registers = [registry];
    new Gauge({
      name: 'holdfast_build_info',
      help: 'Always 1; the labels say what runs here',
      labelNames: ['app', 'version', 'node'],
      registers,
    }).set({ app: about.app, version: about.version, node: process.versions.node }, 1);
    const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers });
    this.redis = {
      up: gauge('holdfast_redis_up', '1 when Redis answers this process'),
      persistence_ok: gauge('holdfast_redis_persistence_ok', '1 when Redis keeps what it confirms on disk'),
      eviction_policy_ok: gauge('holdfast_redis_eviction_policy_ok', '1 when Redis evicts nothing'),
    };
    this.lastSeen = new Gauge({
      name: 'holdfast_worker_last_seen_timestamp_seconds',
      help: 'When the worker of a queue in this process last took a job',
      labelNames: ['queue'],
      registers,
    });
    this.rounds = new Counter({
      name: 'holdfast_reconcile_runs_total',
      help: 'Looks of the loops that repair: exporting, runs, schedules',
      labelNames: ['cluster', 'kind'],
      registers,
    });
    this.drift = new Counter({
      name: 'holdfast_reconcile_drift_total',
      help: 'Times that such a loop found something to repair',
      labelNames: ['cluster', 'kind'],
      registers,
    });
  }

  begin({ name: cluster }: MeasuredCluster): void {
    for (const kind of LOOPS) {
      this.rounds.inc({ cluster, kind }, 0);
      this.drift.inc({ cluster, kind }, 0);
    }
  }

  /** null: Redis does not answer. */
  redisSeen(state: { persistent: boolean; keepsAll: boolean } | null): void {
    this.redis.up.set(state === null ? 0 : 1);
    if (state === null) return;
    this.redis.persistence_ok.set(state.persistent ? 1 : 0);
    this.redis.eviction_policy_ok.set(state.keepsAll ? 1 : 0);
  }

  workerSeen(queue: string, atMs: number): void {
    this.lastSeen.set({ queue }, atMs / 1000);
  }

  round(cluster: string, kind: Loop): void {
    this.rounds.inc({ cluster, kind });
  }

  /** A look found something, and repairs it. */
  drifted(cluster: string, kind: Loop): void {
    this.drift.inc({ cluster, kind });
  }
}
