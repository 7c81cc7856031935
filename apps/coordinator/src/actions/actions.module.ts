import { Module } from '@nestjs/common';
import { StoresModule } from '../redis/stores.module.ts';
import { RequestedActions } from './requested-actions.ts';

/** What is asked of people. */
@Module({
  imports: [StoresModule],
  providers: [RequestedActions],
  exports: [RequestedActions],
})
export class ActionsModule {}
