import { Controller, Get } from '@nestjs/common';
import { HealthCheck, HealthCheckService, type HealthCheckResult } from '@nestjs/terminus';
import { Canaries } from './canaries.ts';
import { RedisHealthIndicator } from './redis.health-indicator.ts';
import { SchemaHealthIndicator } from './schema.health-indicator.ts';

/** Without its documentation, for which it would load Swagger: the coordinator documents the pages (documentPages). */
const UNDOCUMENTED = { noCache: true, swaggerDocumentation: false };

/**
 * For Kubernetes and load balancers. Live: the process serves, and its workers take jobs while Redis answers; restart it
 * when not. Ready: Redis answers, takes a write, and keeps what it confirms, and this build can read what is in it.
 */
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly redis: RedisHealthIndicator,
    private readonly canaries: Canaries,
    private readonly schema: SchemaHealthIndicator,
  ) {}

  @Get('live')
  @HealthCheck(UNDOCUMENTED)
  live(): Promise<HealthCheckResult> {
    return this.health.check([() => this.canaries.check(), () => this.redis.checkClient()]);
  }

  @Get('ready')
  @HealthCheck(UNDOCUMENTED)
  ready(): Promise<HealthCheckResult> {
    return this.health.check([() => this.redis.check(), () => this.schema.check()]);
  }
}
