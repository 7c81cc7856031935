import { Module } from '@nestjs/common';
import { LateParts } from './late-parts.ts';

/** Aborts what a failed run left under way. */
@Module({
  providers: [LateParts],
})
export class LatePartsModule {}
