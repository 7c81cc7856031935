import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { holdfastYaml } from './holdfast-yaml.ts';

describe('the configuration that is written for Holdfast', () => {
  it('names every component that runs, and no Optimize', () => {
    const text = holdfastYaml({
      zeebe: 'http://127.0.0.1:9600',
      operate: 'http://127.0.0.1:9601',
      tasklist: 'http://127.0.0.1:9602',
      elasticsearch: 'http://127.0.0.1:9200',
      repository: 'camunda',
      indexPrefix: 'zeebe-record',
    });
    expect(parse(text)).toEqual({
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
});
