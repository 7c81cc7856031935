import { describe } from '@jest/globals';
import { exportingApiContract } from './exporting-api.contract.ts';
import { scriptedExporting, type ExportingWire } from './scripted-exporting.spec-support.ts';

const WIRES: [string, ExportingWire][] = [
  ['8.1', { generation: '8.1', kind: 'hard', never: 'soft', answers: 'real', brokersResume: true }],
  ['8.2 before 8.2.27', { generation: '8.2', kind: 'hard', answers: 'real', brokersResume: true }],
  ['8.3.11', { generation: '8.2', kind: 'soft', answers: 'envelope', brokersResume: true }],
  ['8.4 before 8.4.7', { generation: '8.4', kind: 'hard', answers: 'real', brokersResume: true }],
  ['8.6', { generation: '8.4', kind: 'soft', answers: 'envelope', brokersResume: true }],
  ['8.9', { generation: '8.8', kind: 'soft', never: 'hard', answers: 'envelope', brokersResume: true }],
  // Real statuses came back with Camunda's pull request 61120; in which patch first is not known.
  [
    '8.10 by the management port',
    { generation: '8.8', kind: 'soft', never: 'hard', answers: 'real', brokersResume: false },
  ],
  [
    '8.10 by the management port, before real statuses',
    { generation: '8.8', kind: 'soft', never: 'hard', answers: 'text', brokersResume: false },
  ],
  [
    '8.10 by the management port, with physical tenants',
    { generation: '8.8', kind: 'soft', never: 'hard', answers: 'real', tenants: true, brokersResume: false },
  ],
  ['8.10', { generation: '8.10', kind: 'soft', never: 'hard', answers: 'text', brokersResume: false }],
  [
    '8.10, one of several physical tenants',
    { generation: '8.10', kind: 'soft', never: 'hard', answers: 'text', tenants: true, brokersResume: false },
  ],
];

describe.each(WIRES)('the exporting of %s', (_, wire) => {
  exportingApiContract(scriptedExporting(wire));
});
