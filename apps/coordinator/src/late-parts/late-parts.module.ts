import { Module } from '@nestjs/common';
import { LeaderModule } from '../leader/leader.module.ts';
import { LateParts } from './late-parts.ts';

/** Aborts what a failed run left under way. */
@Module({
  imports: [LeaderModule],
  providers: [LateParts],
})
export class LatePartsModule {}
