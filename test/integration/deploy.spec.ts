import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Scrape } from '../support/metrics.ts';
import { World } from '../support/world.ts';

/** What `deploy/` offers to Prometheus and Grafana fits what a running Holdfast really measures. */
const RULES = 'deploy/prometheus/holdfast.rules.yml';
const DASHBOARD = 'deploy/grafana/holdfast.dashboard.json';

let world: World;
let page: Scrape;
beforeAll(async () => {
  world = await World.create(['a'], {
    more: () => ({ schedules: [{ name: 'nightly', cron: '0 2 * * *' }] }),
  });
  const { body } = await world.api.start('a');
  await world.api.done('a', body.backupId);
  page = await Scrape.of(world.address);
});
afterAll(() => world.close());

function promtool(words: readonly string[], input?: string): { status: number | null; message: string } {
  const { status, stdout, stderr } = spawnSync('promtool', words, {
    encoding: 'utf8',
    ...(input !== undefined && { input }),
  });
  return { status, message: `${stdout}${stderr}` };
}

interface Panel {
  title: string;
  targets?: { expr: string }[];
}

const panels = (): Panel[] => (JSON.parse(readFileSync(DASHBOARD, 'utf8')) as { panels: Panel[] }).panels;
const namesIn = (text: string): string[] => [...new Set(text.match(/holdfast_[a-z_]+/g))];

/** Every name that can be asked for, also of what has not happened yet. */
function measured(): Set<string> {
  const typed = [...page.text.matchAll(/^# TYPE (\S+) (\S+)$/gm)];
  return new Set(
    typed.flatMap(([, name = '', type]) =>
      type === 'histogram' ? [name, `${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  );
}

describe('the alert rules', () => {
  it('are valid, and do what their tests say', () => {
    const checked = promtool(['check', 'rules', RULES]);
    expect(checked).toMatchObject({ status: 0 });
    expect(checked.message).toContain('SUCCESS: 16 rules found');
    const tested = promtool(['test', 'rules', 'deploy/prometheus/holdfast.rules.test.yml']);
    expect(tested.message).toContain('SUCCESS');
    expect(tested.status).toBe(0);
  });

  it('ask only for what is measured', () => {
    const asked = [
      ...readFileSync(RULES, 'utf8').matchAll(/expr: (?:\|\n(?<many>(?: {10,}.*\n)+)|(?<one>.*))/g),
    ];
    expect(asked).toHaveLength(16);
    const names = asked.flatMap(({ groups }) => namesIn(groups?.['many'] ?? groups?.['one'] ?? ''));
    expect(names.filter((name) => !measured().has(name))).toEqual([]);
  });
});

describe('the Grafana dashboard', () => {
  it('asks only for what is measured', () => {
    const exprs = panels().flatMap(({ targets }) => (targets ?? []).map(({ expr }) => expr));
    expect(exprs.length).toBeGreaterThan(25);
    expect(namesIn(exprs.join('\n')).filter((name) => !measured().has(name))).toEqual([]);
  });

  it('has queries that Prometheus can read', () => {
    const rules = panels().flatMap(({ title, targets }) =>
      (targets ?? []).map(({ expr }, index) => ({ title: `${title} ${index}`, expr })),
    );
    const filled = rules.map(({ expr }) =>
      expr.replaceAll('$__rate_interval', '5m').replaceAll('$cluster', '.*'),
    );
    const groups = filled.map(
      (expr, index) => `      - record: 'panel:${index}'\n        expr: ${JSON.stringify(expr)}`,
    );
    const text = `groups:\n  - name: panels\n    rules:\n${groups.join('\n')}\n`;
    const file = join(mkdtempSync(join(tmpdir(), 'holdfast-rules-')), 'panels.yml');
    writeFileSync(file, text);
    const checked = promtool(['check', 'rules', '--lint=none', file]);
    expect(checked.message).toContain(`SUCCESS: ${rules.length} rules found`);
  });
});

describe('the metrics page', () => {
  it('keeps the rules of Prometheus for names and units', () => {
    const ours = page.text
      .split('\n')
      .filter((line) => /holdfast_/.test(line))
      .join('\n');
    const { status, message } = promtool(['check', 'metrics'], `${ours}\n`);
    expect(message).toBe('');
    expect(status).toBe(0);
  });
});
