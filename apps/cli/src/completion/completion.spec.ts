import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { createProgram } from '../program.ts';
import { Session } from '../session.ts';
import { bash, fish, zsh } from './scripts.ts';
import { wordsOf } from './words.ts';

const { stdin, stdout, stderr } = process;
const places = wordsOf(createProgram(new Session({ stdin, stdout, stderr, onInterrupt: () => undefined })));

/** What bash itself offers behind these words. */
function offered(...words: string[]): string[] {
  const line = ['holdfast', ...words].map((word) => `'${word}'`).join(' ');
  const ask = `COMP_WORDS=(${line}); COMP_CWORD=${words.length}; _holdfast; echo "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', `${bash(places)}\n${ask}`], { encoding: 'utf8' })
    .trim()
    .split(' ');
}

describe('completion of bash', () => {
  it('offers verbs, their options, and values', () => {
    expect(offered('ba')).toEqual(['backup']);
    expect(offered('backup', 'c')).toEqual(['create', 'cancel']);
    expect(offered('backup', 'create', 'prod', '--w')).toEqual(['--wait', '--wait-timeout']);
    // A cluster may have the name of a verb.
    expect(offered('backup', 'list', 'backup', '--l')).toEqual(['--limit']);
    expect(offered('clusters', '-o', '')).toEqual(['table', 'json', 'yaml']);
    expect(offered('completion', 'z')).toEqual(['zsh']);
  });
});

describe('completion of zsh and fish', () => {
  it('knows every place', () => {
    for (const { path } of places) {
      expect(zsh(places)).toContain(`    "${path}") found="`);
      expect(fish(places)).toContain(`__holdfast_at \\'${path}\\'`);
    }
    expect(places.map(({ path }) => path)).toContain('restore confirm');
  });
});
