import { Controller } from '@nestjs/common';
import type { Backup, BackupList } from '#contracts';
import { CatalogueService } from '../catalogue/catalogue.service.ts';
import { Input } from '../http/input.decorator.ts';
import { Route } from '../http/route.decorator.ts';
import { askedBy } from '../runs/new-run.ts';
import { RunsService } from '../runs/runs.service.ts';
import { openBackup } from '../runs/run-view.ts';
import { BackupsService } from './backups.service.ts';

@Controller()
export class BackupsController {
  constructor(
    private readonly backups: BackupsService,
    private readonly catalogue: CatalogueService,
    private readonly runs: RunsService,
  ) {}

  @Route('backup.create')
  async start(@Input() { cluster, body, caller }: Input<'backup.create'>): Promise<Backup> {
    return openBackup(await this.backups.start(cluster, body, askedBy(caller)));
  }

  @Route('backup.list')
  list(@Input() { cluster, query }: Input<'backup.list'>): Promise<BackupList> {
    return this.catalogue.list(cluster.name, query);
  }

  @Route('backup.show')
  find(@Input() { cluster, id }: Input<'backup.show'>): Promise<Backup> {
    return this.catalogue.find(cluster.name, id);
  }

  @Route('backup.cancel')
  async cancel(@Input() { cluster, id, caller }: Input<'backup.cancel'>): Promise<Backup> {
    return openBackup(await this.runs.cancel(cluster.name, id, { kind: 'backup', by: caller.name }));
  }
}
