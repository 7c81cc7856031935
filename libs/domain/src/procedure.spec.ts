import { describe, expect, it } from '@jest/globals';
import { COMPONENTS } from './component.ts';
import { PROCEDURES, partTakenBy, procedureFor, stepsBefore, stepsOf } from './procedure.ts';

const everything = new Set(COMPONENTS);

describe('procedureFor', () => {
  it.each(['8.4', '8.5.16', '8.6', '8.6.0', '8.7.2'])(
    'gives %s the web applications first and Zeebe last inside one pause',
    (version) => {
      const procedure = procedureFor(version, everything);
      expect(procedure?.stages.map((stage) => stage.steps.map((step) => step.name))).toEqual([
        ['backup-optimize', 'backup-operate', 'backup-tasklist'],
        ['pause-exporting'],
        ['snapshot-records'],
        ['backup-zeebe'],
        ['resume-exporting'],
      ]);
    },
  );

  it.each(['8.3.11', '8.8', '9.6', '7.20', 'latest', ''])(
    'knows no procedure for %p, so nothing can be started',
    (version) => {
      expect(procedureFor(version, everything)).toBeNull();
    },
  );

  it('leaves out the components that are not deployed', () => {
    const procedure = procedureFor('8.6', new Set(['zeebe', 'records', 'operate']));
    expect(procedure && stepsOf(procedure).map((step) => step.name)).toEqual([
      'backup-operate',
      'pause-exporting',
      'snapshot-records',
      'backup-zeebe',
      'resume-exporting',
    ]);
  });

  it('takes every part of a set once, and nothing but a backup takes one', () => {
    for (const procedure of PROCEDURES) {
      const taken = stepsOf(procedure).map(partTakenBy);
      const parts = taken.filter((part) => part !== null);
      expect(parts.sort()).toEqual(procedure.kind === 'backup' ? [...COMPONENTS].sort() : []);
      expect(taken).toEqual(stepsOf(procedure).map(({ takes }) => takes));
    }
  });

  it('ends every procedure with a resume that always runs, after every pause', () => {
    for (const { stages } of PROCEDURES.filter(({ kind }) => kind === 'backup')) {
      const last = stages.at(-1);
      expect(last?.when).toBe('always');
      expect(last?.steps.map((step) => step.name)).toEqual(['resume-exporting']);
    }
  });
});

describe('procedureFor a restore', () => {
  it('deletes only after everything was stopped, and starts only after everything was restored', () => {
    const names = stepsOf(procedureFor('8.6.0', everything, 'restore')!).map((step) => step.name);
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
    const few = procedureFor('8.6', new Set(['zeebe', 'records']), 'restore')!;
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

  it('never continues by itself after a failure', () => {
    for (const { stages } of PROCEDURES.filter(({ kind }) => kind !== 'backup'))
      expect(stages.every(({ when }) => when === 'on-success')).toBe(true);
  });

  it('knows none for a version that no restore procedure is known for', () => {
    expect(procedureFor('8.8.0', everything, 'restore')).toBeNull();
    expect(procedureFor('unknown', everything, 'deletion')).not.toBeNull();
  });
});

describe('stepsBefore', () => {
  it('names all steps of the earlier stages and none of the same one', () => {
    const procedure = procedureFor('8.6', everything);
    expect(procedure && stepsBefore(procedure, 'backup-operate')).toEqual([]);
    expect(procedure && stepsBefore(procedure, 'snapshot-records')).toEqual([
      'backup-optimize',
      'backup-operate',
      'backup-tasklist',
      'pause-exporting',
    ]);
  });
});
