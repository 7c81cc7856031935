import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { auditListSchema, auditQuerySchema, type AuditEntry, type AuditList, type Me } from '#contracts';
import { AuditStore } from '#redis';
import { ApiProblem, asOpenApi } from '../../http/openapi.ts';
import { parseRequest } from '../../http/parse-request.ts';
import { Caller, sees } from '../caller.ts';
import { Needs } from '../needs.decorator.ts';

@ApiTags('access')
@Controller('api/v1/audit')
export class AuditController {
  constructor(@Inject(AuditStore) private readonly store: AuditStore) {}

  @Get()
  @Needs('admin', 'audit.list')
  @ApiOperation({
    summary: 'Who did what, newest first',
    description:
      'Every request that changed something, everything that was refused, logins and logouts: about the last 10,000, and the last 2,000 of callers that were not known. Whoever may see only some clusters sees what was done to them.',
  })
  @ApiQuery({
    name: 'limit',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
  })
  @ApiQuery({
    name: 'cursor',
    required: false,
    schema: { type: 'string', pattern: '^[1-9]\\d{0,14}-\\d{1,10}$' },
    description: '`next` of the previous page',
  })
  @ApiOkResponse({ schema: asOpenApi(auditListSchema) })
  @ApiProblem(400, 'A query parameter is wrong')
  async list(@Query() query: unknown, @Caller() caller: Me): Promise<AuditList> {
    const { limit, cursor } = parseRequest(auditQuerySchema, query);
    const items: AuditEntry[] = [];
    let before = cursor;
    // One more than is wanted tells whether there is another page.
    while (items.length <= limit) {
      const read = await this.store.newest(limit + 1, before);
      items.push(
        ...read.filter(
          ({ cluster }) => caller.clusters === null || (cluster !== null && sees(caller, cluster)),
        ),
      );
      before = read.at(-1)?.id;
      if (read.length <= limit) break;
    }
    const page = items.slice(0, limit);
    return { items: page, next: items.length > limit ? (page.at(-1)?.id ?? null) : null };
  }
}
