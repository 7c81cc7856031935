import { describe, expect, it } from '@jest/globals';
import { lastWords } from './restore-broker.ts';

describe('what is shown of the restore program', () => {
  it('is the end of its log without the frames of the stack', () => {
    const log = [
      ...Array.from({ length: 20 }, (_, index) => `line ${index}`),
      'java.util.concurrent.CompletionException: java.nio.file.DirectoryNotEmptyException: /data',
      ...Array.from({ length: 30 }, () => '\tat java.base/java.util.Optional.orElseThrow(Unknown Source)'),
      'Caused by: java.nio.file.DirectoryNotEmptyException: /data',
      '\t... 18 more',
      '',
    ].join('\n');
    const shown = lastWords(log).split('\n');
    expect(shown).toHaveLength(12);
    expect(shown.slice(-3)).toEqual([
      'line 19',
      'java.util.concurrent.CompletionException: java.nio.file.DirectoryNotEmptyException: /data',
      'Caused by: java.nio.file.DirectoryNotEmptyException: /data',
    ]);
  });
});
