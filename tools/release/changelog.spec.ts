import { describe, expect, it } from '@jest/globals';
import { sectionOf, versionProblems } from './changelog.ts';

const changelog =
  '# Changelog\n\n## [Unreleased]\n\n## [0.3.0] - 2026-12-01\n\n### Added\n\n- images\n\n## [0.2.0]\n\nold\n';
const good = { version: '0.3.0', locked: ['0.3.0', '0.3.0'], changelog, tag: 'v0.3.0' };

describe('sectionOf', () => {
  it('has the text up to the next version, and the date', () => {
    expect(sectionOf(changelog, '0.3.0')).toEqual({ date: '2026-12-01', text: '### Added\n\n- images' });
    expect(sectionOf(changelog, 'Unreleased')).toEqual({ date: null, text: '' });
    expect(sectionOf(changelog, '0.2.0')).toEqual({ date: null, text: 'old' });
  });

  it('takes no version for another', () => {
    expect(sectionOf(changelog, '0.3')).toBeNull();
    expect(sectionOf('## [0x3.0]\n', '0.3.0')).toBeNull();
  });
});

describe('versionProblems', () => {
  it('finds none where all agree', () => {
    expect(versionProblems(good)).toEqual([]);
  });

  it.each([
    [{ tag: 'v0.3.1' }, 'the tag is v0.3.1, and package.json says 0.3.0'],
    [{ locked: ['0.3.0', '0.2.0'] }, 'package-lock.json says 0.3.0 and 0.2.0'],
    [{ version: '0.4', locked: ['0.4', '0.4'] }, 'is not a version'],
    [{ changelog: changelog.replace(' - 2026-12-01', '') }, '[0.3.0] has no date'],
    [{ changelog: changelog.replace('### Added\n\n- images\n\n', '') }, '[0.3.0] is empty'],
    [
      { changelog: changelog.replace('[Unreleased]\n', '[Unreleased]\n\n- more\n') },
      '[Unreleased] is not empty',
    ],
    [{ changelog: changelog.replace('## [Unreleased]\n', '') }, 'no section [Unreleased]'],
    [{ changelog: changelog.replace('[0.3.0]', '[0.3.1]') }, 'no section [0.3.0]'],
  ])('names what does not: %j', (change, problem) => {
    expect(versionProblems({ ...good, ...change }).join('\n')).toContain(problem);
  });

  it('asks for no date and lets changes be collected before there is a tag', () => {
    const text = changelog.replace(' - 2026-12-01', '').replace('[Unreleased]\n', '[Unreleased]\n\n- more\n');
    expect(versionProblems({ ...good, changelog: text, tag: null })).toEqual([]);
  });
});
