import { Module } from '@nestjs/common';
import { SetsModule } from '../sets/sets.module.ts';
import { StoresModule } from '../redis/stores.module.ts';
import { RetentionController } from './retention.controller.ts';
import { RetentionRunner } from './retention-runner.ts';
import { RetentionService } from './retention.service.ts';

/** Decides which sets may go, and deletes them. */
@Module({
  imports: [SetsModule, StoresModule],
  controllers: [RetentionController],
  providers: [RetentionRunner, RetentionService],
  exports: [RetentionRunner, RetentionService],
})
export class RetentionModule {}
