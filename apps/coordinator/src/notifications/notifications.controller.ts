import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  notificationTargetListSchema,
  notificationTargetSchema,
  type Me,
  type NotificationTargetList,
  type NotificationTargetView,
} from '#contracts';
import { Caller } from '../access/caller.ts';
import { Needs } from '../access/needs.decorator.ts';
import { ApiProblem, asOpenApi } from '../http/openapi.ts';
import { NotificationsService } from './notifications.service.ts';

@ApiTags('notifications')
@Controller('api/v1/notifications')
export class NotificationsController {
  constructor(@Inject(NotificationsService) private readonly notifications: NotificationsService) {}

  @Get()
  @Needs('viewer', 'notification.list')
  @ApiOperation({ summary: 'List the targets that are told of alerts, and how the last deliveries went' })
  @ApiOkResponse({ schema: asOpenApi(notificationTargetListSchema) })
  async list(): Promise<NotificationTargetList> {
    return { items: await this.notifications.list(), next: null };
  }

  @Post(':target/test')
  @HttpCode(202)
  @Needs('operator', 'notification.test')
  @ApiOperation({
    summary: 'Send a message to a target, to see whether it arrives',
    description: 'It goes through the queue like any other. Not idempotent.',
  })
  @ApiParam({ name: 'target', description: 'Name from the configuration' })
  @ApiAcceptedResponse({ schema: asOpenApi(notificationTargetSchema) })
  @ApiProblem(404, 'No such target')
  test(@Param('target') target: string, @Caller() caller: Me): Promise<NotificationTargetView> {
    return this.notifications.test(target, caller.name);
  }
}
