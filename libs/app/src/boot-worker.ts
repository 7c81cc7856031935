import { Module, type Type } from '@nestjs/common';
import { environment } from '#config';
import type { AppName } from '#contracts';
import { boot } from './boot.ts';
import { CoreModule } from './core.module.ts';
import { HealthModule } from './health/health.module.ts';

@Module({})
class WorkerRootModule {}

/** Starts a worker app: the shared core, its health page and its steps. */
export function bootWorker(name: AppName, module: Type, defaultPort: number): Promise<void> {
  const { HOLDFAST_HEALTH_HOST: host, HOLDFAST_HEALTH_PORT: port } = environment();
  return boot({
    name,
    module: (config) => ({
      module: WorkerRootModule,
      imports: [CoreModule.forRoot(name, config), HealthModule, module],
    }),
    listen: () => ({ host: host ?? '127.0.0.1', port: port === undefined ? defaultPort : Number(port) }),
  });
}
