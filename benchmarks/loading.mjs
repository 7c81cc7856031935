// What a worker is made of: loads its parts one after the other, and prints what each adds. By `npm run bench:loading`, in plain
// JavaScript, because what reads TypeScript would be part of the figures.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const PARTS = {
  "Node's `http`, `https`, `crypto`": ['node:http', 'node:https', 'node:crypto'],
  'NestJS, with rxjs, Express and Terminus': [
    ...['reflect-metadata', 'rxjs', '@nestjs/common', '@nestjs/core', '@nestjs/terminus'],
    '@nestjs/platform-express/adapters/express-adapter.js',
  ],
  'BullMQ and ioredis': ['ioredis', 'bullmq', '@nestjs/bullmq', 'bullmq-otel'],
  zod: ['zod'],
  'axios, yaml, cron-parser, pino, prom-client': ['axios', 'yaml', 'cron-parser', 'pino', 'prom-client'],
  'Holdfast: what it imports of libs, and worker-zeebe': [
    '#app',
    '../dist/apps/worker-zeebe/src/zeebe-worker.module.js',
  ],
};

let modules = 0;
registerHooks({
  load(url, context, next) {
    if (url.startsWith('file:')) modules += 1;
    return next(url, context);
  },
});

/** Resident memory is what remains after a collection, as in an app that has just started. */
function now() {
  const { user, system } = process.cpuUsage();
  const cpuMs = (user + system) / 1000;
  globalThis.gc({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  const status = readFileSync('/proc/self/status', 'utf8');
  return {
    modules,
    heapMb: process.memoryUsage().heapUsed / 1e6,
    residentMb: Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1000,
    cpuMs,
  };
}

function print(what, { modules: count, heapMb, residentMb, cpuMs }) {
  const cells = [what, count, heapMb.toFixed(1), residentMb.toFixed(1), Math.round(cpuMs)];
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

process.stdout.write('| | modules | heap (MB) | resident (MB) | CPU (ms) |\n|---|--:|--:|--:|--:|\n');
const bare = now();
print('Node, with this program', bare);
let { cpuMs } = bare;
for (const [what, names] of Object.entries(PARTS)) {
  const before = now();
  const { user, system } = process.cpuUsage();
  for (const name of names) await import(name);
  const spent = process.cpuUsage({ user, system });
  const ms = (spent.user + spent.system) / 1000;
  cpuMs += ms;
  const after = now();
  print(what, {
    modules: after.modules - before.modules,
    heapMb: after.heapMb - before.heapMb,
    residentMb: after.residentMb - before.residentMb,
    cpuMs: ms,
  });
}
// Without the collections in between.
print('all of it', { ...now(), cpuMs });
