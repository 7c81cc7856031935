import { describe, expect, it } from '@jest/globals';
import { environmentForCommands } from './command-environment.ts';
import { parseConfig } from './load-config.ts';

const env = { ZEEBE_PASSWORD: 'a', RECORDS: 'b', OTHER_FILE: '/x', OTHER: 'c', PATH: '/bin' };
const config = parseConfig(
  `
clusters:
  - name: a
    zeebe: { management: "http://u:\${ZEEBE_PASSWORD}@127.0.0.1:9600" }
    records: { engine: elasticsearch, url: "http://u:\${RECORDS}@127.0.0.1:9200", repository: camunda }
`,
  env,
);

describe('environmentForCommands', () => {
  it('leaves out what the configuration takes its secrets from, also as a file', () => {
    expect(environmentForCommands(config, { ...env, RECORDS_FILE: '/y' }, ['stop.sh'])).toEqual({
      OTHER_FILE: '/x',
      OTHER: 'c',
      PATH: '/bin',
    });
  });

  it('leaves what a command names itself', () => {
    const commands = ['curl -u "u:$RECORDS" http://x', 'echo ${ZEEBE_PASSWORDS}'];
    expect(environmentForCommands(config, env, commands)).toEqual({
      RECORDS: 'b',
      OTHER_FILE: '/x',
      OTHER: 'c',
      PATH: '/bin',
    });
  });
});
