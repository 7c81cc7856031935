import { Controller, StreamableFile } from '@nestjs/common';
import { Clusters } from '../clusters/clusters.ts';
import { Input } from '../http/input.decorator.ts';
import { ProblemError } from '../http/problem.error.ts';
import { Route } from '../http/route.decorator.ts';
import { SupportBundle } from './support-bundle.ts';

@Controller()
export class SupportController {
  constructor(
    private readonly bundle: SupportBundle,
    private readonly clusters: Clusters,
  ) {}

  @Route('support.bundle')
  read(@Input() { caller }: Input<'support.bundle'>): StreamableFile {
    if (caller.clusters !== null)
      throw new ProblemError(
        'not-allowed',
        'A support bundle holds the configuration and the log of all clusters, and you may see only some.',
      );
    const directory = `holdfast-support-${new Date().toISOString().replace(/[:.]/g, '-')}`;
    return new StreamableFile(this.bundle.write(this.clusters.namesFor(caller), directory), {
      type: 'application/gzip',
      disposition: `attachment; filename="${directory}.tar.gz"`,
    });
  }
}
