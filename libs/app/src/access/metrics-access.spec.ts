import { describe, expect, it } from '@jest/globals';
import type { Request, Response } from 'express';
import { hashOfToken, newToken, type HoldfastConfig } from '#config';
import { metricsAccess } from './metrics-access.ts';

type Access = HoldfastConfig['access'];
const [all, some] = [newToken(), newToken()];
const tokens: Access['tokens'] = [
  { name: 'prometheus', hash: hashOfToken(all), role: 'viewer' },
  { name: 'of-a', hash: hashOfToken(some), role: 'admin', clusters: ['a'] },
];
const rateLimit = { failedLoginsPerMinute: 10 };

/** The status that it answers with; 200 where the page itself would answer. */
function statusOf(access: Access, authorization?: string): number {
  let status = 0;
  const response = {
    status: (code: number) => ((status = code), response),
    set: () => response,
    type: () => response,
    send: () => response,
  };
  const guard = metricsAccess({ access });
  const request = { headers: { authorization } } as unknown as Request;
  void guard(request, response as unknown as Response, () => {
    status = 200;
  });
  return status;
}

describe('metricsAccess', () => {
  it('asks for a token as soon as there are any', () => {
    const access: Access = { tokens, rateLimit };
    expect(statusOf(access)).toBe(401);
    expect(statusOf(access, `Bearer ${newToken()}`)).toBe(401);
    expect(statusOf(access, `Bearer ${all}`)).toBe(200);
    expect(statusOf(access, `Basic ${Buffer.from(`x:${all}`).toString('base64')}`)).toBe(200);
  });

  it('refuses the metrics of all clusters to a token that may see only some', () => {
    expect(statusOf({ tokens, rateLimit }, `Bearer ${some}`)).toBe(403);
  });

  it('is open where nothing is configured, and where the configuration opens it', () => {
    expect(statusOf({ tokens: [], rateLimit })).toBe(200);
    expect(statusOf({ tokens, rateLimit, metrics: 'open' })).toBe(200);
    expect(statusOf({ tokens: [], rateLimit, metrics: 'token' })).toBe(401);
  });
});
