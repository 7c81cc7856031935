import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { HealthCheck, HealthCheckService, type HealthCheckResult } from '@nestjs/terminus';
import { Canaries } from './canaries.ts';
import { RedisHealthIndicator } from './redis.health-indicator.ts';
import { SchemaHealthIndicator } from './schema.health-indicator.ts';

/**
 * For Kubernetes and load balancers. Live: the process serves, and its workers take jobs while Redis answers; restart it
 * when not. Ready: Redis answers, takes a write, and keeps what it confirms, and this build can read what is in it.
 */
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly redis: RedisHealthIndicator,
    private readonly canaries: Canaries,
    private readonly schema: SchemaHealthIndicator,
  ) {}

  @Get('live')
  @HealthCheck()
  @ApiOperation({ summary: 'The process serves and its workers take jobs' })
  live(): Promise<HealthCheckResult> {
    return this.health.check([() => this.canaries.check(), () => this.redis.checkClient()]);
  }

  @Get('ready')
  @HealthCheck()
  @ApiOperation({
    summary: 'Redis answers, takes a write, and keeps what it confirms; this build can read what is in it',
  })
  ready(): Promise<HealthCheckResult> {
    return this.health.check([() => this.redis.check(), () => this.schema.check()]);
  }
}
