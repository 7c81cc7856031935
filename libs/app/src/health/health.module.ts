import { Inject, Module, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import type { HoldfastConfig } from '#config';
import { CONFIG } from '#engine';
import { metricsAccess } from '../access/metrics-access.ts';
import { MetricsController } from '../metrics/metrics.controller.ts';
import { RedisGauges } from '../metrics/redis-gauges.ts';
import { Canaries } from './canaries.ts';
import { HealthController } from './health.controller.ts';
import { RedisHealthIndicator } from './redis.health-indicator.ts';
import { SchemaHealthIndicator } from './schema.health-indicator.ts';

@Module({
  imports: [DiscoveryModule, TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController, MetricsController],
  providers: [RedisHealthIndicator, SchemaHealthIndicator, Canaries, RedisGauges],
})
export class HealthModule implements NestModule {
  constructor(@Inject(CONFIG) private readonly config: HoldfastConfig) {}

  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(metricsAccess(this.config)).forRoutes(MetricsController);
  }
}
