import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { sizeOf, takeRealRuns } from './real-runs.ts';
import { renderDecade } from './render.ts';
import { simulate } from './simulate.ts';

// Ten years of hourly backups, and what Redis holds after them. See docs/history.md.
//   npm run history:decade -- [--clusters 4] [--count 1000] [--years 1,5,10] [--untrimmed]

const YEAR = 8_766;

const { values } = parseArgs({
  options: {
    clusters: { type: 'string', default: '4' },
    count: { type: 'string', default: '1000' },
    years: { type: 'string', default: '1,5,10' },
    /** For comparison: one cluster, a year, and a bound that is never reached. */
    untrimmed: { type: 'boolean', default: false },
  },
});

const say = (line: string): void => void process.stderr.write(`${new Date().toISOString()} ${line}\n`);

function machine(): string {
  const [cpu] = cpus();
  const commit = execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim();
  const redis = execFileSync('redis-server', ['--version'], { encoding: 'utf8' });
  const version = /v=(\S+)/.exec(redis)?.[1] ?? 'unknown';
  const memory = Math.round(totalmem() / 1024 ** 3);
  return `${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'}), ${memory} GiB; Node ${process.version}, Redis ${version}; commit ${commit}`;
}

const stops = values.untrimmed
  ? [3, 6, 12].map((months) => ({ hours: Math.round((YEAR * months) / 12), what: `${months} months` }))
  : values.years.split(',').map((years) => ({
      hours: Math.round(YEAR * Number(years)),
      what: years === '1' ? '1 year' : `${years} years`,
    }));
const clusters = values.untrimmed ? 1 : Number(values.clusters);
const count = values.untrimmed ? 100_000 : Number(values.count);

say('taking real runs');
const real = await takeRealRuns();
const sizes = Object.entries(real).map(([name, run]) => `${name} ${sizeOf(run)} bytes`);
say(`real runs: ${sizes.join(', ')}`);
const rows = await simulate({ clusters, count, stops, real, say });
process.stdout.write(
  `${machine()}\n${clusters} clusters, hourly backups, history.keep.count ${count}; runs: ${sizes.join(', ')}\n\n${renderDecade(rows)}\n`,
);
