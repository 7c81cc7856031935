import { SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { RouteName } from '#contracts';

const ROUTE = 'holdfast:route';

/** Notes which route a handler serves. */
export const NamesRoute = (name: RouteName): MethodDecorator => SetMetadata(ROUTE, name);

/** The route that a handler serves; null for one that is not in the table. */
export function routeOf(handler: ReturnType<ExecutionContext['getHandler']>): RouteName | null {
  return (Reflect.getMetadata(ROUTE, handler) as RouteName | undefined) ?? null;
}
