import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { meSchema, type Me } from '#contracts';
import { asOpenApi } from '../../http/openapi.ts';
import { Caller } from '../caller.ts';
import { Needs } from '../needs.decorator.ts';

@ApiTags('access')
@Controller('api/v1/me')
export class MeController {
  @Get()
  @Needs('viewer', 'me.read')
  @ApiOperation({ summary: 'Who you are to Holdfast, and what you may do' })
  @ApiOkResponse({ schema: asOpenApi(meSchema) })
  me(@Caller() caller: Me): Me {
    return caller;
  }
}
