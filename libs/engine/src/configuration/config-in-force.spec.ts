import { describe, expect, it } from '@jest/globals';
import { environmentForCommands, parseConfig, shownConfig, type HoldfastConfig } from '#config';
import { ConfigInForce } from './config-in-force.ts';

const configOf = (name: string, password = 'a-secret'): HoldfastConfig =>
  parseConfig(
    `clusters: [{ name: ${name}, zeebe: { management: "http://z" }, records: { engine: elasticsearch, url: "http://e", repository: r, auth: { basic: { username: u, password: "\${PASSWORD}" } } } }]`,
    { PASSWORD: password },
  );

describe('the view of the configuration in force', () => {
  it('shows what is in force at each look, however it is looked at', () => {
    const inForce = new ConfigInForce(configOf('a'));
    const { view } = inForce;
    expect(view.clusters[0]?.name).toBe('a');
    const next = configOf('b');
    inForce.replace(next, new Set(['a']));
    expect(view.clusters).toBe(next.clusters);
    expect({ ...view }).toEqual({ ...next });
    expect('access' in view).toBe(true);
    expect(shownConfig(view)).toEqual(shownConfig(next));
    expect([...inForce.leaving]).toEqual(['a']);
  });

  it('knows which variables are secrets, as the configuration itself does', () => {
    const { view } = new ConfigInForce(configOf('a'));
    expect(environmentForCommands(view, { PASSWORD: 'a-secret', HOME: '/' }, [])).toEqual({ HOME: '/' });
  });

  it('remembers the secrets of all that was in force, longest first', () => {
    const inForce = new ConfigInForce(configOf('a'));
    inForce.replace(configOf('a', 'a-longer-secret'), new Set());
    inForce.replace(configOf('a', 'the-third-and-last-secret'), new Set());
    // The address of Redis is one as well: it may hold a password.
    const own = inForce.secrets.filter((secret) => secret.endsWith('-secret'));
    expect(own).toEqual(['the-third-and-last-secret', 'a-longer-secret', 'a-secret']);
  });

  it('cannot be changed by who reads it', () => {
    const { view } = new ConfigInForce(configOf('a'));
    expect(() => Object.assign(view, { clusters: [] })).toThrow(/replaced as a whole/);
    expect(() => Reflect.deleteProperty(view, 'clusters')).toThrow(/replaced as a whole/);
  });
});
