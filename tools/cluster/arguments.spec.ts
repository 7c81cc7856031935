import { describe, expect, it } from '@jest/globals';
import { parseRequest } from './arguments.ts';

const parse = (words: string, env: NodeJS.ProcessEnv = {}) =>
  parseRequest(words.split(' ').filter(Boolean), env);

describe('the command line', () => {
  it('brings up all components on the earlier ports by default', () => {
    expect(parse('up')).toEqual({
      command: 'up',
      components: ['es', 's3', 'broker', 'operate', 'tasklist'],
      count: 0,
      backupId: 0,
      json: false,
      secured: false,
      portBase: null,
      dir: null,
      timeoutSeconds: 300,
    });
  });

  it('starts chosen components in their own order, whatever the order of the words is', () => {
    expect(parse('up --only broker,es').components).toEqual(['es', 'broker']);
  });

  it('takes at least one component for start, stop and kill', () => {
    expect(parse('kill es').components).toEqual(['es']);
    expect(parse('stop tasklist operate broker').components).toEqual(['broker', 'operate', 'tasklist']);
    expect(() => parse('kill')).toThrow('"kill" needs components: es, os, s3');
    expect(() => parse('start optimize')).toThrow('There is no component "optimize"');
  });

  it('restores the broker from a backup that is named, and only then takes an id', () => {
    expect(parse('restore-broker --backup-id 1795413416')).toMatchObject({ backupId: 1_795_413_416 });
    expect(() => parse('restore-broker')).toThrow('--backup-id must be a whole number from 1');
    expect(() => parse('restore-broker --backup-id latest')).toThrow('not "latest"');
    expect(() => parse('restore-broker 7 --backup-id 7')).toThrow('does not understand "7"');
    expect(() => parse('wipe-broker --backup-id 7')).toThrow('--backup-id belongs to "restore-broker"');
  });

  it('seeds 200 instances, or as many as are asked for', () => {
    expect(parse('seed').count).toBe(200);
    expect(parse('seed 1000').count).toBe(1000);
    expect(() => parse('seed -1')).toThrow();
    expect(() => parse('seed many')).toThrow('from 1 to 20000, not "many"');
    expect(() => parse('seed 1 2')).toThrow('"seed" takes one number.');
  });

  it('reads ports and directory from the environment, and prefers the options', () => {
    const env = { HOLDFAST_CLUSTER_PORT_BASE: '20000', HOLDFAST_CLUSTER_DIR: '/srv/a' };
    expect(parse('up', env)).toMatchObject({ portBase: 20_000, dir: '/srv/a' });
    expect(parse('up --port-base 30000 --dir /srv/b', env)).toMatchObject({
      portBase: 30_000,
      dir: '/srv/b',
    });
  });

  it('takes an empty variable as not set', () => {
    expect(parse('up', { HOLDFAST_CLUSTER_PORT_BASE: '', HOLDFAST_CLUSTER_DIR: '' })).toMatchObject({
      portBase: null,
      dir: null,
    });
  });

  it('refuses a base from which not all ports fit', () => {
    expect(() => parse('up --port-base 65530')).toThrow('from 1024 to 65520, not "65530"');
    expect(() => parse('up --port-base 80')).toThrow('--port-base');
  });

  it('refuses what it does not understand instead of guessing', () => {
    expect(() => parse('reboot')).toThrow('There is no command "reboot"');
    expect(() => parse('up now')).toThrow('"up" does not understand "now"');
    expect(() => parse('up --fast')).toThrow('--fast');
    expect(() => parse('down --only es')).toThrow('--only belongs to "up"');
  });

  it('helps when asked, and when it is called without a word', () => {
    expect(parse('').command).toBe('help');
    expect(parse('up --help').command).toBe('help');
  });

  it('knows a login of Elasticsearch only where no Camunda is started', () => {
    expect(parse('up --only es --secured')).toMatchObject({ secured: true, components: ['es'] });
    expect(parse('up --only es,s3 --secured')).toMatchObject({ secured: true });
    for (const words of ['up --secured', 'up --only es,broker --secured', 'down --secured'])
      expect(() => parse(words)).toThrow('--secured belongs to "up --only es"');
  });
});
