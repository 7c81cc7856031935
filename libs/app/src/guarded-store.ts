import type { FactoryProvider, InjectionToken } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { REDIS, StateVersion } from '#redis';

/**
 * Provides a store of what has no schema version of its own: each of its methods first asks whether this build can read
 * the state in Redis.
 */
export function guardedStore<Store extends object>(
  provide: InjectionToken<Store>,
  make: (redis: Redis) => Store,
): FactoryProvider<Store> {
  return {
    provide,
    useFactory: (redis: Redis, state: StateVersion) => state.guard(make(redis)),
    inject: [REDIS, StateVersion],
  };
}
