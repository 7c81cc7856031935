import { describe, expect, it } from '@jest/globals';
import { ALL_GENERATIONS, type BackedUp } from '#domain';
import { checksOf, type CheckedCluster } from './checks.ts';

const SEPARATE: BackedUp[] = ['zeebe', 'operate', 'tasklist', 'optimize'];
const UNIFIED: BackedUp[] = ['zeebe', 'webapps', 'optimize'];
const cluster86: CheckedCluster = { generation: '8.4', components: SEPARATE, pausesSoftly: true };
const cluster88: CheckedCluster = { generation: '8.8', components: UNIFIED, pausesSoftly: true };

const named = (cluster: CheckedCluster): string[] =>
  checksOf(cluster).map(({ component, name }) => `${component} ${name}`);

describe('the checks of a cluster', () => {
  it('back up Zeebe inside the pause, and the web applications where their generation does', () => {
    const procedure = /pause$|resume$| takes$| completes$/;
    expect(named(cluster86).filter((name) => procedure.test(name))).toEqual([
      ...['optimize takes', 'operate takes', 'tasklist takes'],
      ...['optimize completes', 'operate completes', 'tasklist completes'],
      ...['zeebe pause', 'zeebe takes', 'zeebe completes', 'zeebe resume'],
    ]);
    expect(named(cluster88).filter((name) => procedure.test(name))).toEqual([
      ...['zeebe pause', 'webapps takes', 'optimize takes', 'webapps completes', 'optimize completes'],
      ...['zeebe takes', 'zeebe completes', 'zeebe resume'],
    ]);
  });

  // One on a relational database cannot be checked.
  const checked = ALL_GENERATIONS.filter(({ shape }) => !shape.relational);
  it.each(checked.map(({ name, components }) => [name, components] as const))(
    'of %s have names of their own, and resume what they pause',
    (generation, components) => {
      const backedUp = components.filter((each) => each !== 'records' && each !== 'database');
      const names = named({ generation, components: backedUp, pausesSoftly: true });
      expect(new Set(names).size).toBe(names.length);
      expect(names.indexOf('zeebe resume')).toBeGreaterThan(names.indexOf('zeebe pause'));
      expect(names.at(-1)).toMatch(/ delete-again$/);
    },
  );

  it('make every wrong call that does no harm', () => {
    for (const component of SEPARATE)
      for (const wrong of ['unknown-id', 'second-meanwhile', 'same-id', 'id-zero', 'delete-again'])
        expect(named(cluster86)).toContain(`${component} ${wrong}`);
    expect(named(cluster86).filter((name) => name.endsWith('lower-id'))).toEqual(['zeebe lower-id']);
  });

  it('ask for the id 0 only where it is refused: others would take a backup under it', () => {
    const triggering = checksOf(cluster86).filter(
      ({ name, does }) => name === 'id-zero' && does === 'trigger',
    );
    expect(triggering.map(({ component }) => component)).toEqual(['zeebe']);
    const unified = checksOf(cluster88).filter(({ name, does }) => name === 'id-zero' && does === 'trigger');
    expect(unified.map(({ component }) => component)).toEqual(['zeebe', 'webapps']);
  });

  it('see that the pause held until the backup of Zeebe ended', () => {
    const names = named(cluster88);
    const held = names.indexOf('zeebe still-paused');
    expect([names[held - 1], names[held + 1]]).toEqual(['zeebe completes', 'zeebe resume']);
  });

  it('never pause hard', () => {
    const skipped = checksOf({ ...cluster86, pausesSoftly: false }).filter(({ skip }) => skip !== null);
    const names = ['pause', 'paused', 'still-paused', 'resume', 'running-again'];
    expect(skipped.map(({ name }) => name)).toEqual(names);
  });
});
