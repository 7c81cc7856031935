import { Global, Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { Logger } from '@nestjs/common';
import { BullModule } from '@nestjs/bullmq';
import { hostname } from 'node:os';
import type { Redis } from 'ioredis';
import type { HoldfastConfig } from '#config';
import { QUEUE_PREFIX } from '#contracts';
import { createRedis, REDIS } from '#coordination';
import { ClusterClients } from './cluster-clients.ts';
import { RunAccess } from './run-access.ts';
import { RunFinisher } from './run-finisher.ts';
import { StepRunner } from './step-runner.ts';
import { CONFIG, HOLDER } from './tokens.ts';

/** What every process of Holdfast shares: configuration, Redis, BullMQ's connection, clients and the step runner. */
@Global()
@Module({})
export class CoreModule implements OnApplicationShutdown {
  constructor(@Inject(REDIS) private readonly redis: Redis) {}

  static forRoot(app: string, config: HoldfastConfig): DynamicModule {
    const logger = new Logger('Redis');
    const url = config.redis.url.reveal();
    return {
      module: CoreModule,
      imports: [
        BullModule.forRoot({ prefix: QUEUE_PREFIX, connection: { url, maxRetriesPerRequest: null } }),
      ],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: HOLDER, useValue: `${app}@${hostname()}-${process.pid}` },
        { provide: REDIS, useFactory: () => createRedis(url, (message) => logger.warn(message)) },
        RunAccess,
        RunFinisher,
        StepRunner,
        ClusterClients,
      ],
      exports: [CONFIG, HOLDER, REDIS, RunAccess, RunFinisher, StepRunner, ClusterClients],
    };
  }

  onApplicationShutdown(): void {
    this.redis.disconnect();
  }
}
