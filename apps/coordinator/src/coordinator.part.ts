import type { Provider, Type } from '@nestjs/common';

/** What one resource adds to the coordinator's module. */
export interface CoordinatorPart {
  controllers: Type[];
  providers: Provider[];
}
