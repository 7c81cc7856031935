import { describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { problemsIn } from './problems.spec-support.ts';

interface Shape {
  management: string;
  brokers?: string[];
  rest?: boolean;
  tenant?: string;
}

/** Two clusters whose indices and snapshots are apart. */
function problemsOf(...shapes: [Shape, Shape]): string {
  const clusters = shapes.map(({ management, brokers, rest, tenant }, index) => ({
    name: ['one', 'two'][index],
    orchestration: {
      ...{ management, indexPrefix: `prefix${index}` },
      ...(brokers && { brokers }),
      ...(rest && { rest: { url: 'http://gw:8080' } }),
      ...(tenant !== undefined && { tenant }),
    },
    records: { engine: 'elasticsearch', url: `http://es${index}:9200`, repository: 'camunda' },
  }));
  return problemsIn(stringify({ clusters })).join('\n');
}

const one: Shape = { management: 'http://gw:9600', brokers: ['http://b0:9600', 'http://b1:9600'] };

describe('two clusters of one file', () => {
  it('may not have the same gateway, in whatever way it is written', () => {
    for (const management of ['http://gw:9600', 'http://user:secret@GW:9600/']) {
      const problems = problemsOf(one, { management });
      expect(problems).toMatch(
        /clusters\[1\]\.name: "two" is the same Zeebe as cluster "one" \(gw:9600\).*Keep one of them/,
      );
      expect(problems).not.toContain('secret');
    }
  });

  it('may not have a broker in common, also where it is the gateway of one', () => {
    expect(problemsOf(one, { management: 'http://b1:9600' })).toMatch(
      /same Zeebe as cluster "one" \(b1:9600\)/,
    );
  });

  it('may be physical tenants of the same Zeebe, through the REST API', () => {
    expect(problemsOf({ ...one, rest: true }, { ...one, rest: true, tenant: 'acme' })).toBe('');
    expect(problemsOf(one, { ...one, rest: true, tenant: 'acme' })).toMatch(/orchestration\.rest/);
    expect(problemsOf({ ...one, rest: true }, { ...one, rest: true, tenant: 'default' })).toMatch(
      /the same physical tenant, "default"/,
    );
  });

  it('may be different clusters', () => {
    expect(problemsOf(one, { management: 'http://other:9600', brokers: ['http://other-0:9600'] })).toBe('');
    expect(problemsOf(one, { management: 'http://gw:9601' })).toBe('');
  });
});
