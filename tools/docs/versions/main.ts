import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTable } from './table.ts';

const PAGE = join(import.meta.dirname, '..', '..', '..', 'docs', 'versions.md');

writeFileSync(PAGE, withTable(readFileSync(PAGE, 'utf8')));
console.log('docs/versions.md has the table of all supported versions.');
