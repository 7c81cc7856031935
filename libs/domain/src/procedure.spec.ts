import { describe, expect, it } from '@jest/globals';
import { COMPONENTS } from './component.ts';
import type { GenerationName } from './generations/generation-name.ts';
import { ALL_GENERATIONS } from './generations/generations.ts';
import {
  isFollowedByParallel,
  isInsidePause,
  PROCEDURES,
  partTakenBy,
  procedureFor,
  procedureOf,
  stepsBefore,
  stepsOf,
  stoppedAlone,
  stopsCamunda,
} from './procedure.ts';

const everything = new Set(COMPONENTS);

const stagesOf = (generation: GenerationName) =>
  procedureFor(generation, everything)?.stages.map((stage) => stage.steps.map((step) => step.name));

describe('procedureFor', () => {
  it.each(['8.1', '8.2'] as const)(
    'gives %s records and Zeebe at the same time, inside one pause',
    (name) => {
      expect(stagesOf(name)).toEqual([
        ['backup-optimize', 'backup-operate', 'backup-tasklist'],
        ['pause-exporting'],
        ['snapshot-records', 'backup-zeebe'],
        ['resume-exporting'],
      ]);
    },
  );

  it('gives 8.4 the web applications first and Zeebe last inside one pause', () => {
    expect(stagesOf('8.4')).toEqual([
      ['backup-optimize', 'backup-operate', 'backup-tasklist'],
      ['pause-exporting'],
      ['snapshot-records'],
      ['backup-zeebe'],
      ['resume-exporting'],
    ]);
  });

  it.each(['8.8', '8.10'] as const)('gives %s the pause first and everything inside it', (name) => {
    expect(stagesOf(name)).toEqual([
      ['pause-exporting'],
      ['backup-webapps', 'backup-optimize'],
      ['snapshot-records'],
      ['backup-zeebe'],
      ['resume-exporting'],
    ]);
  });

  it('knows none for an unknown generation, so nothing can be started', () => {
    expect(procedureFor(null, everything)).toBeNull();
    expect(procedureOf({ procedure: 'unknown' }, everything)).toBeNull();
  });

  it('finds the procedure of a run by its name, for every generation and kind', () => {
    for (const { procedures } of ALL_GENERATIONS)
      for (const procedure of Object.values(procedures))
        expect(procedureOf({ procedure: procedure.name }, everything)).toEqual(procedure);
    expect(new Set(PROCEDURES.map(({ name }) => name)).size).toBe(PROCEDURES.length);
  });

  it('leaves out the components that are not deployed', () => {
    const procedure = procedureFor('8.4', new Set(['zeebe', 'records', 'operate']));
    expect(procedure && stepsOf(procedure).map((step) => step.name)).toEqual([
      'backup-operate',
      'pause-exporting',
      'snapshot-records',
      'backup-zeebe',
      'resume-exporting',
    ]);
  });

  it('takes every part of a generation once, and nothing but a backup takes one', () => {
    for (const { components, procedures } of ALL_GENERATIONS)
      for (const procedure of Object.values(procedures)) {
        const taken = stepsOf(procedure).map(partTakenBy);
        const parts = taken.filter((part) => part !== null);
        expect(parts.sort()).toEqual(procedure.kind === 'backup' ? [...components].sort() : []);
        expect(taken).toEqual(stepsOf(procedure).map(({ takes }) => takes));
      }
  });

  it('ends every procedure that pauses with a resume that always runs', () => {
    const pausing = PROCEDURES.filter((each) => stepsOf(each).some(({ name }) => name === 'pause-exporting'));
    expect(pausing.map(({ kind, name }) => [kind, name])).toEqual([
      ['backup', 'webapps-first'],
      ['backup', 'webapps-first-serial-tail'],
      ['backup', 'pause-first'],
    ]);
    for (const { stages } of pausing) {
      const last = stages.at(-1);
      expect(last?.when).toBe('always');
      expect(last?.steps.map((step) => step.name)).toEqual(['resume-exporting']);
    }
  });
});

describe('procedureFor a cluster on a relational database', () => {
  const deployed = new Set(['zeebe', 'database'] as const);

  it('dumps the database before Zeebe is backed up, and pauses nothing', () => {
    const procedure = procedureFor('rdbms', deployed)!;
    expect(stepsOf(procedure).map(({ name }) => name)).toEqual(['dump-database', 'backup-zeebe']);
    expect(isInsidePause(procedure, 'backup-zeebe')).toBe(false);
  });

  it('leaves the backup of Zeebe when a set is deleted', () => {
    const names = stepsOf(procedureFor('rdbms', deployed, 'deletion')!).map(({ name }) => name);
    expect(names).toEqual(['delete-dump', 'delete-snapshots', 'check-deleted']);
  });

  it('is restored from the database on, without any step for indices', () => {
    const names = stepsOf(procedureFor('rdbms', deployed, 'restore')!).map(({ name }) => name);
    expect(names).toEqual([
      ...['stop-camunda', 'restore-database', 'restore-zeebe', 'start-camunda', 'check-restored'],
    ]);
  });

  it('restores the indices of Optimize, and rehearses that', () => {
    const withOptimize = new Set(['zeebe', 'database', 'optimize'] as const);
    const names = stepsOf(procedureFor('rdbms', withOptimize, 'restore')!).map(({ name }) => name);
    expect(names).toEqual([
      ...['rehearse-restore', 'seed-templates', 'stop-camunda', 'restore-database', 'delete-indices'],
      ...['restore-optimize', 'restore-zeebe', 'start-camunda', 'check-restored'],
    ]);
  });
});

describe('procedureFor a restore', () => {
  it('deletes only after everything was stopped, and starts only after everything was restored', () => {
    const names = stepsOf(procedureFor('8.4', everything, 'restore')!).map((step) => step.name);
    expect(names).toEqual([
      'rehearse-restore',
      'seed-templates',
      'stop-camunda',
      'delete-indices',
      'restore-operate',
      'restore-tasklist',
      'restore-optimize',
      'restore-records',
      'restore-zeebe',
      'start-camunda',
      'check-restored',
    ]);
  });

  it('stops and starts Camunda whatever is deployed', () => {
    const few = procedureFor('8.4', new Set(['zeebe', 'records']), 'restore')!;
    expect(stepsOf(few).map((step) => step.name)).toEqual([
      'rehearse-restore',
      'seed-templates',
      'stop-camunda',
      'delete-indices',
      'restore-records',
      'restore-zeebe',
      'start-camunda',
      'check-restored',
    ]);
  });

  it('deletes inside a running cluster only in recovery mode, which the partitions end', () => {
    const restore = procedureFor('8.10', everything, 'restore')!;
    expect(stepsOf(restore).map((step) => step.name)).toEqual([
      'rehearse-restore',
      'stop-optimize',
      'enter-recovery',
      'delete-indices',
      'restore-webapps',
      'restore-optimize',
      'restore-records',
      'restore-partitions',
      'start-optimize',
      'check-restored',
      'leave-recovery',
    ]);
    expect([stopsCamunda(restore), stoppedAlone(restore)]).toEqual([false, ['optimize']]);
  });

  it('stops nothing inside a running cluster without Optimize', () => {
    const restore = procedureFor('8.10', new Set(['zeebe', 'webapps', 'records']), 'restore')!;
    expect(stepsOf(restore).some(({ name }) => /optimize|stop|start/.test(name))).toBe(false);
    expect([stopsCamunda(restore), stoppedAlone(restore)]).toEqual([false, []]);
  });

  it.each(['8.1', '8.2', '8.4', '8.8'] as const)('stops all of Camunda in %s', (name) => {
    const restore = procedureFor(name, everything, 'restore')!;
    expect([stopsCamunda(restore), stoppedAlone(restore)]).toEqual([true, []]);
  });

  it('never continues by itself after a failure, but to leave recovery mode where nothing was deleted', () => {
    for (const { stages } of PROCEDURES.filter(({ kind }) => kind !== 'backup')) {
      const always = stages.filter(({ when }) => when === 'always').flatMap(({ steps }) => steps);
      const enters = stages.some(({ steps }) => steps.some((step) => step.name === 'enter-recovery'));
      expect(always.map((step) => step.name)).toEqual(enters ? ['leave-recovery'] : []);
    }
  });
});

describe('isInsidePause', () => {
  it.each([
    ['8.2', ['snapshot-records', 'backup-zeebe']],
    ['8.4', ['snapshot-records', 'backup-zeebe']],
    ['8.8', ['backup-webapps', 'backup-optimize', 'snapshot-records', 'backup-zeebe']],
  ] as const)('follows from the procedure of %s', (name, inside) => {
    const procedure = procedureFor(name, everything)!;
    const found = stepsOf(procedure).filter((step) => isInsidePause(procedure, step.name));
    expect(found.map((step) => step.name)).toEqual(inside);
  });

  it('is false for every step of a procedure without a pause', () => {
    const restore = procedureFor('8.4', everything, 'restore')!;
    expect(stepsOf(restore).some(({ name }) => isInsidePause(restore, name))).toBe(false);
  });
});

describe('isFollowedByParallel', () => {
  it.each([
    ['8.2', true],
    ['8.4', false],
    ['8.8', true],
  ] as const)('of the pause of %s is %s', (name, expected) => {
    expect(isFollowedByParallel(procedureFor(name, everything)!, 'pause-exporting')).toBe(expected);
  });

  it('is false for the last step, and for one that the procedure does not have', () => {
    const procedure = procedureFor('8.8', everything)!;
    expect(isFollowedByParallel(procedure, 'resume-exporting')).toBe(false);
    expect(isFollowedByParallel(procedure, 'stop-camunda')).toBe(false);
  });
});

describe('stepsBefore', () => {
  it('names all steps of the earlier stages and none of the same one', () => {
    const procedure = procedureFor('8.4', everything);
    expect(procedure && stepsBefore(procedure, 'backup-operate')).toEqual([]);
    expect(procedure && stepsBefore(procedure, 'snapshot-records')).toEqual([
      'backup-optimize',
      'backup-operate',
      'backup-tasklist',
      'pause-exporting',
    ]);
  });
});
