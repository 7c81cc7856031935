import { describe } from '@jest/globals';
import { backupApiContract } from './backup-api.contract.ts';
import { scripted, type Wire } from './scripted-backups.spec-support.ts';
import {
  historyOnOpenSearchWire,
  historyRestWire,
  historyWire,
  operateWire,
  optimizeWire,
  tasklistWire,
  webApp81Wire,
} from './wires-web-apps.spec-support.ts';
import { zeebe81Wire, zeebeRestWire, zeebeWire } from './wires-zeebe.spec-support.ts';

const BACKUPS = '/actuator/backups';

const WIRES: [string, Wire][] = [
  ['8.2 zeebe', zeebeWire('8.2', BACKUPS)],
  ['8.2 operate', operateWire('8.2')],
  ['8.2 tasklist', tasklistWire('8.2')],
  ['8.2 optimize', optimizeWire('8.2')],
  ['8.4 zeebe', zeebeWire('8.4', BACKUPS)],
  ['8.4 operate', operateWire('8.4')],
  ['8.4 tasklist', tasklistWire('8.4')],
  ['8.4 optimize', optimizeWire('8.4')],
  ['8.8 zeebe', zeebeWire('8.8', '/actuator/backupRuntime')],
  ['8.8 webapps', historyWire()],
  ['8.8 webapps on OpenSearch', historyOnOpenSearchWire()],
  ['8.8 optimize', optimizeWire('8.8')],
  ['8.10 zeebe', zeebeRestWire()],
  ['8.10 webapps', historyRestWire()],
  ['8.10 optimize', optimizeWire('8.10')],
];

describe.each(WIRES)('the backups of %s', (_, wire) => {
  // Optimize does not look for another backup.
  backupApiContract(scripted(wire, wire.component === 'optimize' ? ['busy'] : []));
});

describe('the backups of 8.1 zeebe', () => {
  // Scaling came later.
  backupApiContract(scripted(zeebe81Wire(), ['busy']));
});

describe.each(['operate', 'tasklist', 'optimize'] as const)('the backups of 8.1 %s', (app) => {
  backupApiContract(scripted(webApp81Wire(app), app === 'optimize' ? ['busy'] : []));
});

describe('the backups of rdbms zeebe', () => {
  const wire = zeebeWire('rdbms', '/actuator/backupRuntime');
  // None is asked for under an id, which generated-backup.client.spec.ts shows.
  const TRIGGERS = ['fresh', 'endless', 'busy', 'noStore', 'storeDown', 'broken', 'down', 'taken'] as const;
  backupApiContract(scripted(wire, TRIGGERS));
});
