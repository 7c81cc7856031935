import { Controller, Get, Inject, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { HoldfastConfig } from '#config';
import type { Me } from '#contracts';
import { CONFIG } from '#engine';
import { Caller } from '../access/caller.ts';
import { Needs } from '../access/needs.decorator.ts';
import { ProblemError } from '../http/problem.error.ts';
import { SupportBundle } from './support-bundle.ts';

@ApiTags('support')
@Controller('api/v1/support-bundle')
export class SupportController {
  constructor(
    @Inject(SupportBundle) private readonly bundle: SupportBundle,
    @Inject(CONFIG) private readonly config: HoldfastConfig,
  ) {}

  @Get()
  @Needs('admin', 'support.bundle')
  @ApiOperation({
    summary: 'Everything that somebody needs who was not there, and no secret',
    description:
      'A gzipped tar archive: configuration with its secrets masked, checks, runs and journals, the newest jobs of every queue, what the components answer now, metrics, the end of the log, the audit trail. Changes nothing.',
  })
  @ApiOkResponse({ content: { 'application/gzip': { schema: { type: 'string', format: 'binary' } } } })
  read(@Caller() caller: Me): StreamableFile {
    if (caller.clusters !== null)
      throw new ProblemError(
        'not-allowed',
        'A support bundle holds the configuration and the log of all clusters, and you may see only some.',
      );
    const clusters = this.config.clusters.map(({ name }) => name);
    const directory = `holdfast-support-${new Date().toISOString().replace(/[:.]/g, '-')}`;
    return new StreamableFile(this.bundle.write(clusters, directory), {
      type: 'application/gzip',
      disposition: `attachment; filename="${directory}.tar.gz"`,
    });
  }
}
