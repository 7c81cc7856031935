import { Module } from '@nestjs/common';
import { LocksController } from './locks.controller.ts';
import { LocksService } from './locks.service.ts';

/** Each cluster's lock, and how an operator breaks it. */
@Module({
  controllers: [LocksController],
  providers: [LocksService],
})
export class LocksModule {}
