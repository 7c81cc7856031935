import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { holdfastYaml } from './holdfast-yaml.ts';

const addresses = {
  dir: '/srv/cluster',
  zeebe: 'http://127.0.0.1:9600',
  operate: 'http://127.0.0.1:9601',
  tasklist: 'http://127.0.0.1:9602',
  elasticsearch: 'http://127.0.0.1:9200',
  repository: 'camunda',
  indexPrefix: 'zeebe-record',
};

const described = {
  components: ['es', 's3', 'broker', 'operate', 'tasklist'] as const,
  camunda: { home: '/opt/camunda', version: '8.6.0' },
  project: '/srv/holdfast',
};

interface Written {
  clusters: { restore: { control: string; commands: Record<string, string> } }[];
}

describe('the configuration that is written for Holdfast', () => {
  it('names every component that runs, and no Optimize', () => {
    expect(parse(holdfastYaml(addresses, described))).toMatchObject({
      clusters: [
        {
          name: 'real',
          version: '8.6',
          zeebe: { management: 'http://127.0.0.1:9600', brokers: ['http://127.0.0.1:9600'] },
          operate: { management: 'http://127.0.0.1:9601' },
          tasklist: { management: 'http://127.0.0.1:9602' },
          records: {
            engine: 'elasticsearch',
            url: 'http://127.0.0.1:9200',
            repository: 'camunda',
            indexPrefix: 'zeebe-record',
          },
          pauseBudget: '5m',
        },
      ],
    });
  });

  it('says nothing of what was not started', () => {
    const components = ['es', 's3', 'broker', 'tasklist'] as const;
    const text = holdfastYaml(addresses, { ...described, components });
    expect(text).not.toContain('operate');
    const { clusters } = parse(text) as Written;
    expect(clusters[0]?.restore.commands.start).toContain('main.ts start broker tasklist --dir');
  });

  it('has the version of the distribution', () => {
    const camunda = { home: '/opt/other', version: '8.7.3-rc1' };
    expect(parse(holdfastYaml(addresses, { ...described, camunda }))).toMatchObject({
      clusters: [{ version: '8.7' }],
    });
  });

  it('says how the cluster is stopped, emptied, restored and started, wherever the command is run', () => {
    const { clusters } = parse(holdfastYaml(addresses, described)) as Written;
    const command = (words: string) =>
      `node /srv/holdfast/scripts/run.mjs tools/cluster/main.ts ${words} --dir /srv/cluster`;
    expect(clusters[0]?.restore).toEqual({
      control: 'commands',
      commands: {
        stop: command('stop broker operate tasklist'),
        start: `CAMUNDA_HOME=/opt/camunda ${command('start broker operate tasklist')}`,
        wipeBroker: command('wipe-broker'),
        restoreBroker: `CAMUNDA_HOME=/opt/camunda ${command('restore-broker --backup-id "$HOLDFAST_BACKUP_ID"')}`,
      },
    });
  });

  it('gives a shell every directory as one word, whatever its name is', () => {
    const dir = `/srv/it's: a "cluster" #1`;
    const camunda = { home: '/opt/my camunda', version: '8.6.0' };
    const text = holdfastYaml({ ...addresses, dir }, { ...described, camunda, project: '/home/a b' });
    const command = (parse(text) as Written).clusters[0]?.restore.commands.restoreBroker ?? '';
    const node = `node() { echo "$CAMUNDA_HOME"; printf '%s\\n' "$@"; }`;
    const { stdout } = spawnSync('sh', ['-c', `${node}; ${command}`], {
      encoding: 'utf8',
      env: { ...process.env, HOLDFAST_BACKUP_ID: '42' },
    });
    expect(stdout.trimEnd().split('\n')).toEqual([
      '/opt/my camunda',
      '/home/a b/scripts/run.mjs',
      'tools/cluster/main.ts',
      'restore-broker',
      '--backup-id',
      '42',
      '--dir',
      dir,
    ]);
  });
});
