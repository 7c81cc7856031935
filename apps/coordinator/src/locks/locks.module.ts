import { Module } from '@nestjs/common';
import { RunsModule } from '../runs/runs.module.ts';
import { LocksController } from './locks.controller.ts';
import { LocksService } from './locks.service.ts';

/** Each cluster's lock, and how an operator breaks it. */
@Module({
  imports: [RunsModule],
  controllers: [LocksController],
  providers: [LocksService],
})
export class LocksModule {}
