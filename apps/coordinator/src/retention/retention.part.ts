import type { Redis } from 'ioredis';
import { REDIS, RetentionStore } from '#redis';
import type { CoordinatorPart } from '../coordinator.part.ts';
import { RetentionController } from './retention.controller.ts';
import { RetentionRunner } from './retention-runner.ts';
import { RetentionService } from './retention.service.ts';
import { RetentionSurvey } from './retention-survey.ts';

export const RETENTION: CoordinatorPart = {
  controllers: [RetentionController],
  providers: [
    { provide: RetentionStore, useFactory: (redis: Redis) => new RetentionStore(redis), inject: [REDIS] },
    RetentionService,
    RetentionSurvey,
    RetentionRunner,
  ],
};
