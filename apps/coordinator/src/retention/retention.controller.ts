import { Controller } from '@nestjs/common';
import type { RetentionPreview, RetentionRun } from '#contracts';
import { Input } from '../http/input.decorator.ts';
import { Route } from '../http/route.decorator.ts';
import { RetentionService } from './retention.service.ts';

@Controller()
export class RetentionController {
  constructor(private readonly retention: RetentionService) {}

  @Route('retention.preview')
  preview(@Input() { cluster }: Input<'retention.preview'>): Promise<RetentionPreview> {
    return this.retention.preview(cluster);
  }

  @Route('retention.apply')
  apply(@Input() { cluster, body, caller }: Input<'retention.apply'>): Promise<RetentionRun> {
    return this.retention.apply(cluster, body, caller.name);
  }

  @Route('retention.read')
  last(@Input() { cluster }: Input<'retention.read'>): Promise<RetentionRun> {
    return this.retention.last(cluster.name);
  }
}
