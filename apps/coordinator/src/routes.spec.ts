import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { Controller, Get, RequestMethod, type DynamicModule, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner } from '@nestjs/core';
import type { HoldfastConfig } from '#config';
import { ENDPOINTS, type RouteName } from '#contracts';
import { CoordinatorModule } from './coordinator.module.ts';
import type { Input } from './http/input.decorator.ts';
import { Route } from './http/route.decorator.ts';
import { routeOf } from './http/route-name.ts';

interface Served {
  name: RouteName | null;
  address: string;
}

/** Every controller that a module and its imports register. */
function controllersOf(module: Type | DynamicModule): Type[] {
  const { module: type, ...given } = 'module' in module ? module : { module };
  const own = (key: string): unknown[] => (Reflect.getMetadata(key, type) as unknown[] | undefined) ?? [];
  const imports = [...own('imports'), ...(given.imports ?? [])] as (Type | DynamicModule)[];
  const controllers = [...own('controllers'), ...(given.controllers ?? [])] as Type[];
  return [...controllers, ...imports.flatMap(controllersOf)];
}

/** What a controller serves, as Nest reads it. */
function servedBy(controller: Type): Served[] {
  const prototype = controller.prototype as Record<string, () => unknown>;
  const pathOf = (target: object): string => String(Reflect.getMetadata(PATH_METADATA, target) ?? '');
  return new MetadataScanner().getAllMethodNames(prototype).flatMap((key) => {
    const handler = prototype[key]!;
    const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
    if (method === undefined) return [];
    const path = `/${pathOf(controller)}/${pathOf(handler)}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
    return [{ name: routeOf(handler), address: `${RequestMethod[method]} ${path}` }];
  });
}

/** What is served and not in the table, or not as the table says. */
function strayOf(served: readonly Served[]): string[] {
  return served
    .filter(({ name, address }) =>
      name === null
        ? / \/(api|auth)(\/|$)/i.test(address)
        : address !== `${ENDPOINTS[name].method} ${ENDPOINTS[name].path}`,
    )
    .map(({ address }) => address);
}

const config = { access: { tokens: [] } } as unknown as HoldfastConfig;
const served = [...new Set(controllersOf(CoordinatorModule.forRoot(config)))].flatMap(servedBy);

describe('the controllers of the coordinator', () => {
  it('serve nothing of the API that is not in the table of routes', () => {
    expect(strayOf(served)).toEqual([]);
  });

  it('serve every route of the table, each once', () => {
    const names = served.flatMap(({ name }) => name ?? []);
    expect(names.toSorted()).toEqual(Object.keys(ENDPOINTS).toSorted());
  });

  it('are all looked at: also those of imported modules', () => {
    expect(served.map(({ address }) => address)).toEqual(
      expect.arrayContaining(['GET /health/live', 'GET /metrics', 'GET /api/v1/me', 'GET /auth/login']),
    );
  });

  it('would be caught with a route that is not in the table, and with one under another path', () => {
    @Controller('api/v1/forgotten')
    class Forgotten {
      @Get(':id')
      find(): void {
        return;
      }
    }
    @Controller('v2')
    class Moved {
      @Route('me.read')
      me(): never {
        throw new Error();
      }
    }
    expect(strayOf(servedBy(Forgotten))).toEqual(['GET /api/v1/forgotten/:id']);
    expect(strayOf(servedBy(Moved))).toEqual(['GET /v2/api/v1/me']);
  });

  it('are compared with the table: the compiler refuses these, and one without a route does not load', () => {
    const declare = () => {
      class Wrong {
        // @ts-expect-error -- another answer than the table has
        @Route('me.read')
        answer(): string {
          return '';
        }

        // @ts-expect-error -- the input of another route
        @Route('restore.run')
        input({ id }: Input<'backup.show'>): never {
          throw new Error(String(id));
        }

        // @ts-expect-error -- no route of the table
        @Route('nothing.read')
        name(): void {
          return;
        }
      }
      return Wrong;
    };
    expect(declare).toThrow(TypeError);
  });
});
