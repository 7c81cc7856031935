import { Controller } from '@nestjs/common';
import type { AuditList } from '#contracts';
import { Input } from '../../http/input.decorator.ts';
import { Route } from '../../http/route.decorator.ts';
import { AuditPages } from './audit-pages.ts';

@Controller()
export class AuditController {
  constructor(private readonly pages: AuditPages) {}

  @Route('audit.list')
  list(@Input() { query, caller }: Input<'audit.list'>): Promise<AuditList> {
    return this.pages.read(caller, query);
  }
}
