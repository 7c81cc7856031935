import { Module } from '@nestjs/common';
import { LeaseKeeper } from './lease-keeper.ts';

/** Keeps runs going when the process that began them is gone. */
@Module({
  providers: [LeaseKeeper],
})
export class SupervisionModule {}
