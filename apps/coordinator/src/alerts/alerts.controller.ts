import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { HoldfastConfig } from '#config';
import { alertListSchema, type AlertList, type Me } from '#contracts';
import { CONFIG } from '#engine';
import { Caller, seenBy } from '../access/caller.ts';
import { Needs } from '../access/needs.decorator.ts';
import { asOpenApi } from '../http/openapi.ts';
import { AlertsService } from './alerts.service.ts';

@ApiTags('alerts')
@Controller('api/v1/alerts')
export class AlertsController {
  constructor(
    @Inject(AlertsService) private readonly alerts: AlertsService,
    @Inject(CONFIG) private readonly config: HoldfastConfig,
  ) {}

  @Get()
  @Needs('viewer', 'alert.list')
  @ApiOperation({
    summary: 'List the alerts that are raised now of the clusters that you may see, the worst of each first',
  })
  @ApiOkResponse({ schema: asOpenApi(alertListSchema) })
  async list(@Caller() caller: Me): Promise<AlertList> {
    return { items: await this.alerts.all(seenBy(caller, this.config)), next: null };
  }
}
