import { Module } from '@nestjs/common';
import { RetentionController } from './retention.controller.ts';
import { RetentionRunner } from './retention-runner.ts';
import { RetentionService } from './retention.service.ts';

/** Decides which sets may go, and deletes them. */
@Module({
  controllers: [RetentionController],
  providers: [RetentionRunner, RetentionService],
})
export class RetentionModule {}
