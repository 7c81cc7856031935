import { Module } from '@nestjs/common';
import { CoreModule, type AppDefinition } from '#app';
import { CoordinatorModule } from './coordinator.module.ts';
import { configureHttp } from './configure-http.ts';

@Module({})
class CoordinatorRootModule {}

/** The coordinator as a process: API, preflight, flow submission, and a server of the finalize queue. */
export const COORDINATOR: AppDefinition = {
  name: 'coordinator',
  module: (config) => ({
    module: CoordinatorRootModule,
    imports: [CoreModule.forRoot('coordinator', config), CoordinatorModule.forRoot(config)],
  }),
  listen: (config) => config.http,
  configure: configureHttp,
};
