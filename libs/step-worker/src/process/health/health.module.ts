import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { Canaries } from './canaries.ts';
import { HealthController } from './health.controller.ts';
import { RedisHealthIndicator } from './redis.health-indicator.ts';

@Module({
  imports: [DiscoveryModule, TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController],
  providers: [RedisHealthIndicator, Canaries],
})
export class HealthModule {}
