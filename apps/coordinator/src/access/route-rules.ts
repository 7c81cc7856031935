import { Inject, Injectable, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { RULE, type Rule } from './needs.decorator.ts';

interface Route {
  method: string;
  path: string;
  pattern: RegExp;
  rule: Rule;
}

export interface FoundRule {
  rule: Rule;
  /** Of the path, as sent; not yet decoded. */
  params: Record<string, string>;
}

/**
 * The rules of all routes, by method and path. The guard reads a rule from the handler itself; this is for what happens
 * before one is chosen: refusing whoever is not known, and naming what was refused.
 */
@Injectable()
export class RouteRules {
  private routes: Route[] = [];

  constructor(
    @Inject(DiscoveryService) private readonly discovery: DiscoveryService,
    @Inject(MetadataScanner) private readonly scanner: MetadataScanner,
  ) {}

  /** @throws Error that names every route under /api/v1 without a rule */
  collect(): void {
    const all = this.discovery
      .getControllers()
      .flatMap(({ metatype }) => (metatype ? this.routesOf(metatype as () => unknown) : []));
    const without = all.filter(({ path, rule }) => rule === undefined && path.startsWith('/api/v1'));
    if (without.length > 0) {
      const names = without.map(({ method, path }) => `${method} ${path}`).join(', ');
      throw new Error(`no @Needs(role) and no @Open() stands on ${names}`);
    }
    this.routes = all.filter((route): route is Route => route.rule !== undefined);
  }

  /** The rule of a request; null where no route is known for it. */
  find(method: string, path: string): FoundRule | null {
    const wanted = method === 'HEAD' ? 'GET' : method;
    const found = this.routes
      .filter((route) => route.method === wanted)
      .map((route) => ({ rule: route.rule, match: route.pattern.exec(path) }))
      .flatMap(({ rule, match }) => (match ? [{ rule, params: { ...match.groups } }] : []));
    // A name that is written out wins over a parameter.
    const [best] = found.sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length);
    return best ?? null;
  }

  private routesOf(controller: () => unknown): (Omit<Route, 'rule'> & { rule: Rule | undefined })[] {
    const prototype = controller.prototype as Record<string, unknown>;
    return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler = prototype[name] as object;
      const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
      if (method === undefined) return [];
      const rule = Reflect.getMetadata(RULE, handler) as Rule | undefined;
      const ends = pathsOf(handler);
      return pathsOf(controller).flatMap((start) =>
        ends.map((end) => {
          const path = `/${start}/${end}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
          return { method: RequestMethod[method], path, pattern: patternOf(path), rule };
        }),
      );
    });
  }
}

function pathsOf(target: object): string[] {
  return [(Reflect.getMetadata(PATH_METADATA, target) as string | string[] | undefined) ?? ''].flat();
}

/** As Express matches: without regard to case, and with or without a slash at the end. */
function patternOf(path: string): RegExp {
  const pattern = path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:([A-Za-z]+)/g, '(?<$1>[^/]+)');
  return new RegExp(`^${pattern}/?$`, 'i');
}
