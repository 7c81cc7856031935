import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { HOSTILE, HostileServer, REDIRECTS } from '../../../../test/support/hostile-server.ts';
import { ANSWER_BOUNDS } from '#http';
import type { ControlAction } from '../camunda-control.port.ts';
import { failureOf, KubeWorld } from './kube-world.spec-support.ts';

jest.setTimeout(60_000);

const stop: ControlAction = { kind: 'stop', brokers: 2 };
const DEADLINE = 700;
const IN_FLIGHT = 16 * 1024 * 1024;

let world: KubeWorld;
let server: HostileServer;
let elsewhere: HostileServer;
beforeEach(async () => {
  world = await KubeWorld.start();
  server = await HostileServer.start();
  elsewhere = await HostileServer.start();
  const { host } = new URL(server.url);
  world.writeKubeconfig(world.kube.kubeconfig().replace(/127\.0\.0\.1:\d+/, host));
});
afterEach(async () => {
  await Promise.all([world.close(), server.close(), elsewhere.close()]);
});

/** With and without permission, which are two ways to the server. */
const CALLS = {
  looking: () => world.open({}, { requestTimeoutMs: DEADLINE }).look(stop, 'a'),
  beginning: () => world.open({}, { requestTimeoutMs: DEADLINE }).begin(stop, 'a', () => undefined),
};

describe.each(Object.entries(CALLS))('an API server, when %s,', (_, ask) => {
  it.each(Object.entries(HOSTILE))(
    'is read no further than it may, and given up, at %s',
    async (_, answer) => {
      server.answer = answer;
      const { message } = await failureOf(ask());
      expect(message).not.toMatch(/Cannot read|is not a function|call stack/);
      expect(await server.bytesTaken()).toBeLessThan(ANSWER_BOUNDS.bytes + IN_FLIGHT);
    },
  );

  it.each(REDIRECTS)('is not followed to where HTTP %i points', async (status) => {
    server.redirect(status, elsewhere);
    const failure = await failureOf(ask());
    expect(failure).toMatchObject({ code: 'refused', status });
    expect(failure.message).toContain('Redirects are not followed');
    expect(elsewhere.asked).toEqual([]);
  });
});
