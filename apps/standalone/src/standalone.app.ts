import { Module } from '@nestjs/common';
import { CoreModule, type AppDefinition } from '#app';
import { WEB_APPS } from '#domain';
import { partWorkerModule } from '#engine';
import { CoordinatorModule } from '../../coordinator/src/coordinator.module.ts';
import { configureHttp } from '../../coordinator/src/configure-http.ts';
import { RecordsWorkerModule } from '../../worker-records/src/records-worker.module.ts';
import { ZeebeWorkerModule } from '../../worker-zeebe/src/zeebe-worker.module.ts';

@Module({})
class StandaloneRootModule {}

/** Coordinator and all workers in one process: the same modules, the same queues, one Redis. */
export const STANDALONE: AppDefinition = {
  name: 'standalone',
  module: (config) => ({
    module: StandaloneRootModule,
    imports: [
      CoreModule.forRoot('standalone', config),
      CoordinatorModule.forRoot(config),
      ZeebeWorkerModule,
      ...WEB_APPS.map(partWorkerModule),
      RecordsWorkerModule,
    ],
  }),
  listen: (config) => config.http,
  configure: configureHttp,
};
