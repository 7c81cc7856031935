import { Module } from '@nestjs/common';
import { Leader } from './leader.ts';

/** One coordinator leads. */
@Module({
  providers: [Leader],
  exports: [Leader],
})
export class LeaderModule {}
