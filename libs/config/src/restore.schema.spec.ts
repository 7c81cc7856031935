import { describe, expect, it } from '@jest/globals';
import { parseConfig } from './load-config.ts';
import { problemsIn } from './problems.spec-support.ts';
import type { RestoreConfig } from './config.schema.ts';

const cluster = `
clusters:
  - name: prod
    zeebe: { management: http://gw:9600 }
    operate: { management: http://operate:9600 }
    tasklist: { management: http://tasklist:9600, indexPrefix: tasks }
    records: { engine: elasticsearch, url: http://es:9200, repository: camunda }
`;

const commands =
  'commands: { stop: stop-it, start: start-it, wipeBroker: wipe-it, restoreBroker: restore-it }';

const fileOf = (restore: string, text: string): string => `${text}    restore: ${restore}`;

function restoreOf(restore: string, text = cluster): RestoreConfig {
  const found = parseConfig(fileOf(restore, text), {}).clusters[0]?.restore;
  if (!found) throw new Error('The restore section was lost.');
  return found;
}

const problemsOf = (restore: string, text = cluster): string => problemsIn(fileOf(restore, text)).join('\n');

describe('clusters[].restore', () => {
  it('is not there unless the file has it', () => {
    expect(parseConfig(cluster, {}).clusters[0]?.restore).toBeUndefined();
  });

  it('by default asks an operator, and deletes only the indices of deployed components', () => {
    expect(restoreOf('{}')).toEqual({
      control: 'manual',
      timeout: 1_800_000,
      indices: ['operate-*', 'tasks-*', 'zeebe-record_*'],
    });
    const withOptimize = `${cluster}    optimize: { management: http://optimize:8092 }\n`;
    expect(restoreOf('{}', withOptimize).indices).toEqual([
      'operate-*',
      'tasks-*',
      'optimize-*',
      'zeebe-record_*',
    ]);
    expect(restoreOf('{ indices: [operate-*, zeebe-record] }').indices).toEqual([
      'operate-*',
      'zeebe-record',
    ]);
  });

  it('reads the commands and where their state is kept', () => {
    expect(restoreOf(`{ control: commands, timeout: 2h, ${commands} }`)).toMatchObject({
      control: 'commands',
      timeout: 7_200_000,
      commands: { stop: 'stop-it', restoreBroker: 'restore-it', directory: '/var/lib/holdfast/control' },
    });
  });

  it('reads what Kubernetes runs', () => {
    const kubernetes = `{
      namespace: camunda,
      brokers: { statefulSet: camunda-zeebe, container: zeebe, command: [/bin/restore], env: { A: b } },
      workloads: [{ kind: Deployment, name: camunda-operate }] }`;
    expect(restoreOf(`{ control: kubernetes, kubernetes: ${kubernetes} }`)).toMatchObject({
      control: 'kubernetes',
      kubernetes: {
        namespace: 'camunda',
        brokers: {
          statefulSet: 'camunda-zeebe',
          container: 'zeebe',
          command: ['/bin/restore'],
          env: { A: 'b' },
        },
        workloads: [{ kind: 'Deployment', name: 'camunda-operate' }],
      },
    });
  });

  it('wants the section of the chosen adapter, and keeps that of another', () => {
    expect(problemsOf('{ control: commands }')).toBe('clusters[0].restore.commands: is missing');
    expect(problemsOf(`{ control: kubernetes, ${commands} }`)).toBe(
      'clusters[0].restore.kubernetes: is missing',
    );
    expect(restoreOf(`{ control: manual, ${commands} }`)).toMatchObject({ control: 'manual' });
  });

  it('does not fall back to a person where commands are written and only their choice is missing', () => {
    expect(problemsOf(`{ ${commands} }`)).toBe('clusters[0].restore.control: is missing');
  });

  it('names every problem at once, with key, value and remedy', () => {
    const problems = problemsOf(`{
      control: commands,
      timeout: soon,
      indices: ["op*", "*", "_all", ".operate-*", "-operate-*", "Operate-*", "operate-*,x"],
      commands: { stop: " ", start: go, directory: var/lib },
      kubernetes: { namespace: Camunda!, brokers: { statefulSet: a_b }, workloads: [{ kind: Pod, name: x }] } }`);
    expect(problems).toMatch(
      /restore\.timeout: "soon" is not a duration from 1s to 7d; write for example 30m/,
    );
    for (const index of [0, 1, 2, 3, 4, 5, 6]) {
      expect(problems).toMatch(
        new RegExp(`restore\\.indices\\[${index}\\]: ".*" must begin .* at least 3 characters before`),
      );
    }
    expect(problems).toMatch(/commands\.stop: " " is empty; write the shell command/);
    expect(problems).toMatch(/commands\.wipeBroker: is missing/);
    expect(problems).toMatch(/commands\.restoreBroker: is missing/);
    expect(problems).toMatch(/commands\.directory: "var\/lib" must be an absolute path/);
    expect(problems).toMatch(/kubernetes\.namespace: "Camunda!" must be a Kubernetes name/);
    expect(problems).toMatch(/brokers\.statefulSet: "a_b" must be a Kubernetes name/);
    expect(problems).toMatch(/workloads\[0\]\.kind: "Pod" must be Deployment or StatefulSet/);
  });

  it.each(['systemd', '7', '[]'])('knows no control "%s"', (control) => {
    expect(problemsOf(`{ control: ${control} }`)).toMatch(
      /restore\.control: .* must be commands, kubernetes or manual/,
    );
  });

  it('does not derive a pattern that reaches too far', () => {
    const short = cluster.replace('repository: camunda', 'repository: camunda, indexPrefix: z');
    expect(problemsOf('{}', short)).toBe(
      'clusters[0].records.indexPrefix: "z" is too short for a restore, which would delete "z_*"; list restore.indices',
    );
    expect(restoreOf('{ indices: [zeebe-record*] }', short).indices).toEqual(['zeebe-record*']);
  });
});

describe('clusters[].restore of a cluster that is restored while it runs', () => {
  const rest = (optimize: string) => `
clusters:
  - name: prod
    orchestration: { management: http://gw:9600, rest: { url: http://gw:8080 } }
    ${optimize}
    records: { engine: elasticsearch, url: http://es:9200, repository: camunda }
`;
  const withOptimize = rest('optimize: { management: http://optimize:8092 }');
  const alone = rest('version: "8.10"');
  const own = commands.replace(' }', ', stopComponent: stop-one, startComponent: start-one }');
  const kubernetes = (components: string) =>
    `{ control: kubernetes, kubernetes: { namespace: camunda, brokers: { statefulSet: camunda-zeebe },
       workloads: [{ kind: Deployment, name: camunda-optimize }]${components} } }`;
  const named = ', components: { optimize: [{ kind: Deployment, name: camunda-optimize }] }';

  it('wants to know how Optimize is stopped by itself', () => {
    const problems = problemsOf(`{ control: commands, ${commands} }`, withOptimize);
    expect(problems).toMatch(
      /clusters\[0\]\.restore\.commands\.stopComponent: is missing; .* stops optimize .*\$HOLDFAST_COMPONENT/,
    );
    expect(problems).toMatch(/commands\.startComponent: is missing/);
    expect(problemsOf(kubernetes(''), withOptimize)).toMatch(
      /restore\.kubernetes\.components\.optimize: is missing; .*; list the workloads that run it/,
    );
  });

  it('takes both, a person, and a cluster without Optimize as it is', () => {
    expect(restoreOf(`{ control: commands, ${own} }`, withOptimize)).toMatchObject({
      commands: { stopComponent: 'stop-one', startComponent: 'start-one' },
    });
    expect(restoreOf(kubernetes(named), withOptimize)).toMatchObject({
      kubernetes: { components: { optimize: [{ kind: 'Deployment', name: 'camunda-optimize' }] } },
    });
    expect(problemsOf('{}', withOptimize)).toBe('');
    expect(problemsOf(`{ control: commands, ${commands} }`, alone)).toBe('');
    expect(problemsOf(kubernetes(''), alone)).toBe('');
  });

  it('wants nothing of it where all of Camunda is stopped', () => {
    const unified = withOptimize.replace(', rest: { url: http://gw:8080 }', '');
    expect(problemsOf(`{ control: commands, ${commands} }`, unified)).toBe('');
  });

  it('knows no other application in restore.kubernetes.components', () => {
    const problems = problemsOf(kubernetes(named.replace('optimize:', 'optimise:')), withOptimize);
    expect(problems).toMatch(/kubernetes\.components/);
  });
});
