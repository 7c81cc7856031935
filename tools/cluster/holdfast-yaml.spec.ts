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

interface Written {
  clusters: { restore: { control: string; commands: Record<string, string> } }[];
}

describe('the configuration that is written for Holdfast', () => {
  it('names every component that runs, and no Optimize', () => {
    expect(parse(holdfastYaml(addresses, '/srv/holdfast'))).toMatchObject({
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

  it('says how the cluster is stopped, emptied, restored and started, wherever the command is run', () => {
    const { clusters } = parse(holdfastYaml(addresses, '/srv/holdfast')) as Written;
    const command = (words: string) =>
      `node /srv/holdfast/scripts/run.mjs tools/cluster/main.ts ${words} --dir /srv/cluster`;
    expect(clusters[0]?.restore).toEqual({
      control: 'commands',
      commands: {
        stop: command('stop broker operate tasklist'),
        start: command('start broker operate tasklist'),
        wipeBroker: command('wipe-broker'),
        restoreBroker: command('restore-broker --backup-id "$HOLDFAST_BACKUP_ID"'),
      },
    });
  });

  it('gives a shell every directory as one word, whatever its name is', () => {
    const dir = `/srv/it's: a "cluster" #1`;
    const { clusters } = parse(holdfastYaml({ ...addresses, dir }, '/home/a b')) as Written;
    const command = clusters[0]?.restore.commands.restoreBroker ?? '';
    const { stdout } = spawnSync('sh', ['-c', command.replace(/^node /, 'printf "%s\\n" ')], {
      encoding: 'utf8',
      env: { ...process.env, HOLDFAST_BACKUP_ID: '42' },
    });
    expect(stdout.trimEnd().split('\n')).toEqual([
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
