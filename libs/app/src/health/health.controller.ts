import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { HealthCheck, HealthCheckService, type HealthCheckResult } from '@nestjs/terminus';
import { Canaries } from './canaries.ts';
import { RedisHealthIndicator } from './redis.health-indicator.ts';

/**
 * For Kubernetes and load balancers. Live: the process serves, and its workers take jobs while Redis answers; restart it
 * when not. Ready: Redis answers, takes a write, and keeps what it confirms.
 */
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    @Inject(HealthCheckService) private readonly health: HealthCheckService,
    @Inject(RedisHealthIndicator) private readonly redis: RedisHealthIndicator,
    @Inject(Canaries) private readonly canaries: Canaries,
  ) {}

  @Get('live')
  @HealthCheck()
  @ApiOperation({ summary: 'The process serves and its workers take jobs' })
  live(): Promise<HealthCheckResult> {
    return this.health.check([() => this.canaries.check(), () => this.redis.checkClient()]);
  }

  @Get('ready')
  @HealthCheck()
  @ApiOperation({ summary: 'Redis answers, takes a write, and keeps what it confirms' })
  ready(): Promise<HealthCheckResult> {
    return this.health.check([() => this.redis.check()]);
  }
}
