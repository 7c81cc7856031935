import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { everyoneMayEnter, findProject, locate, readableHome } from './locations.ts';

let base: string;
beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'holdfast-locations-')));
  chmodSync(base, 0o755);
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

describe('where a cluster lives', () => {
  const around = () => ({ root: false, home: base, cache: undefined, xdgCache: undefined });

  it('is .holdfast of the clone, with the programs in the cache of the user', () => {
    expect(locate(base, null, around())).toEqual({
      project: base,
      dir: join(base, '.holdfast', 'real-cluster'),
      elastic: join(base, '.holdfast', 'real-cluster', 'elasticsearch'),
      software: join(base, '.cache', 'holdfast'),
    });
  });

  it('can be chosen, and so can the cache', () => {
    const chosen = locate(base, join(base, 'here'), { ...around(), cache: join(base, 'cache') });
    expect(chosen).toMatchObject({ dir: join(base, 'here'), software: join(base, 'cache') });
  });

  it('has one name, whichever link leads there', () => {
    mkdirSync(join(base, 'real'));
    symlinkSync(join(base, 'real'), join(base, 'link'));
    expect(locate(base, join(base, 'link', 'new'), around()).dir).toBe(join(base, 'real', 'new'));
  });

  it('stays where its Elasticsearch was put', () => {
    mkdirSync(join(base, 'cluster'));
    mkdirSync(join(base, 'elsewhere'));
    symlinkSync(join(base, 'elsewhere'), join(base, 'cluster', 'elasticsearch'));
    expect(locate(base, join(base, 'cluster'), around()).elastic).toBe(join(base, 'elsewhere'));
  });
});

describe('the home of what Elasticsearch must read', () => {
  it('is the preferred one when everyone may enter it, though it may not exist yet', () => {
    const open = '/holdfast-nowhere/a';
    expect(everyoneMayEnter(open)).toBe(true);
    expect(readableHome(open, open, true)).toBe(open);
  });

  it('is elsewhere, for root, below a directory that is closed to others', () => {
    chmodSync(base, 0o700);
    expect(everyoneMayEnter(join(base, 'a', 'b'))).toBe(false);
    const home = readableHome(join(base, 'a'), base, true);
    expect(home).toMatch(/^\/var\/lib\/holdfast\/[0-9a-f]{12}$/);
    expect(readableHome(join(base, 'a'), base, true)).toBe(home);
    expect(readableHome(join(base, 'a'), `${base}2`, true)).not.toBe(home);
  });

  it('is always the preferred one for an ordinary user, who starts Elasticsearch as himself', () => {
    chmodSync(base, 0o700);
    expect(readableHome(join(base, 'a'), base, false)).toBe(join(base, 'a'));
  });
});

describe('the clone', () => {
  it('is found from any directory inside it', () => {
    mkdirSync(join(base, 'libs', 'inner'), { recursive: true });
    writeFileSync(join(base, 'package.json'), '{"name":"holdfast"}');
    writeFileSync(join(base, 'libs', 'package.json'), '{"type":"module"}');
    expect(findProject(join(base, 'libs', 'inner'))).toBe(base);
  });

  it('is missed with a sentence elsewhere', () => {
    expect(() => findProject(base)).toThrow('is not inside a clone of Holdfast');
  });
});
