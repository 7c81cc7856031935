import { Module, type FactoryProvider } from '@nestjs/common';
import type { Redis } from 'ioredis';
import {
  AlertStore,
  AuditStore,
  ConfirmationStore,
  DeliveryLog,
  PlanStore,
  REDIS,
  RetentionStore,
  ScheduleStore,
  SetNotes,
  StateVersion,
} from '#redis';

const STORES = [
  AlertStore,
  AuditStore,
  ConfirmationStore,
  DeliveryLog,
  PlanStore,
  RetentionStore,
  ScheduleStore,
  SetNotes,
];

/** What only the coordinator keeps in Redis. Stores of runs, leases and identities belong to every process. */
@Module({ providers: STORES.map(storeProvider), exports: STORES })
export class StoresModule {}

function storeProvider(Store: new (redis: Redis) => object): FactoryProvider<object> {
  return {
    provide: Store,
    useFactory: (redis: Redis, state: StateVersion) => state.guard(new Store(redis)),
    inject: [REDIS, StateVersion],
  };
}
