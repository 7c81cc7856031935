import { describe, expect, it } from '@jest/globals';
import { Controller, Get, Post } from '@nestjs/common';
import { MetadataScanner, type DiscoveryService } from '@nestjs/core';
import { Needs, Open } from './needs.decorator.ts';
import { RouteRules } from './route-rules.ts';

@Controller('api/v1/clusters/:cluster/things')
class Things {
  @Get()
  @Needs('viewer', 'thing.list')
  list(): void {
    return;
  }

  @Get(':id')
  @Needs('viewer', 'thing.show')
  show(): void {
    return;
  }

  @Get('newest')
  @Open('thing.newest')
  newest(): void {
    return;
  }
}

@Controller('api/v1/forgotten')
class Forgotten {
  @Post(':id/go')
  go(): void {
    return;
  }
}

@Controller('health')
class Health {
  @Get('live')
  live(): void {
    return;
  }
}

function rulesOf(...controllers: object[]): RouteRules {
  const discovery = { getControllers: () => controllers.map((metatype) => ({ metatype })) };
  return new RouteRules(discovery as unknown as DiscoveryService, new MetadataScanner());
}

describe('RouteRules', () => {
  it('does not start with a route of the API that says nothing of its caller', () => {
    expect(() => rulesOf(Things, Health, Forgotten).collect()).toThrow(
      'no @Needs(role) and no @Open() stands on POST /api/v1/forgotten/:id/go',
    );
    expect(() => rulesOf(Things, Health).collect()).not.toThrow();
  });

  it('finds the rule of a request as Express finds its route', () => {
    const rules = rulesOf(Things);
    rules.collect();
    const found = (method: string, path: string) => {
      const { rule, params } = rules.find(method, path) ?? {};
      return rule && [rule.action, { ...params }];
    };
    const things = '/api/v1/clusters/a/things';
    expect(found('GET', things)).toEqual(['thing.list', { cluster: 'a' }]);
    expect(found('HEAD', `${things}/`)).toEqual(['thing.list', { cluster: 'a' }]);
    expect(found('GET', '/API/V1/Clusters/A/Things/7')).toEqual(['thing.show', { cluster: 'A', id: '7' }]);
    expect(found('GET', `${things}/newest`)).toEqual(['thing.newest', { cluster: 'a' }]);
    expect(found('POST', things)).toBeUndefined();
    expect(found('GET', `${things}/7/8`)).toBeUndefined();
  });
});
