import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedFiles } from './files.ts';

/** `npm run docs:configuration` */
for (const [path, content] of generatedFiles()) {
  writeFileSync(join(import.meta.dirname, '..', '..', '..', path), content);
  process.stdout.write(`${path}\n`);
}
