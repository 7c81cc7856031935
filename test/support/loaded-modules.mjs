// For `node --import`: writes the address of every module that the process loads, one a line, into the folder LOADED_MODULES,
// in a file that is named like the process id; and each garbage collection to standard output.
import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--trace-gc');
const file = join(process.env.LOADED_MODULES, `${process.pid}`);
registerHooks({
  load(url, context, next) {
    appendFileSync(file, `${url}\n`);
    return next(url, context);
  },
});
