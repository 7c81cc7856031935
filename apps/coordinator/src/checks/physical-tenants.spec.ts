import { describe, expect, it } from '@jest/globals';
import { severalTenants } from './physical-tenants.ts';

describe('severalTenants', () => {
  it.each([
    ['a cluster that names no tenant', undefined, undefined],
    ['a cluster with the default tenant alone', undefined, ['default']],
    ['one of several tenants', 'acme', ['acme', 'default']],
    ['the default one of several tenants', 'default', ['acme', 'default']],
  ])('lets %s be served', (_, tenant, tenants) => {
    expect(severalTenants(tenant, tenants)).toBeNull();
  });

  it('refuses several tenants through the management port, and names them and the remedy', () => {
    expect(severalTenants(undefined, ['acme', 'default'])).toMatchObject({
      message: expect.stringContaining('(acme, default)'),
      remedy: expect.stringContaining('orchestration.tenant'),
    });
  });
});
