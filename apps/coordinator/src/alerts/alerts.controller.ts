import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { HoldfastConfig } from '#config';
import { alertListSchema, type AlertList } from '#contracts';
import { CONFIG } from '#step-worker';
import { ApiProblem, asOpenApi } from '../http/openapi.ts';
import { AlertsService } from './alerts.service.ts';

@ApiTags('alerts')
@Controller('api/v1/alerts')
export class AlertsController {
  constructor(
    @Inject(AlertsService) private readonly alerts: AlertsService,
    @Inject(CONFIG) private readonly config: HoldfastConfig,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List the alerts of every cluster that are raised now, the worst of each first' })
  @ApiOkResponse({ schema: asOpenApi(alertListSchema) })
  @ApiProblem(503, 'Redis does not answer')
  async list(): Promise<AlertList> {
    return { items: await this.alerts.all(this.config.clusters.map(({ name }) => name)), next: null };
  }
}
