import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ask } from '../http.ts';
import type { Cluster } from '../cluster.ts';
import { loopback } from '../ports.ts';
import { ClusterProblem } from '../problem.ts';
import type { Component } from './component.ts';

export const BUCKET = 'zeebe-backup';
/** s3rver knows exactly this pair. */
export const S3_KEY = 'S3RVER';

/** Camunda 8.6.0 stores backups only in S3, GCS or Azure; s3rver is an S3 that keeps plain files. */
export const s3: Component = {
  name: 's3',
  title: 'S3 store',
  ports: ['s3'],
  install: (cluster) => {
    if (existsSync(program(cluster))) return Promise.resolve();
    return Promise.reject(
      new ClusterProblem('s3rver is missing; run `npm install` in the clone of Holdfast first.'),
    );
  },
  prepare: async (cluster) => {
    const files = join(cluster.at.dir, 'data', 's3');
    await mkdir(files, { recursive: true });
    const listen = ['-a', '127.0.0.1', '-p', String(cluster.ports.s3)];
    return {
      command: process.execPath,
      args: [program(cluster), '-d', files, ...listen, '--configure-bucket', BUCKET],
      cwd: cluster.at.dir,
      env: {},
    };
  },
  ready: async ({ ports }) => (await ask(`${loopback(ports.s3)}/`)) !== null,
  version: ({ at }) => {
    const { version } = JSON.parse(
      readFileSync(join(at.project, 'node_modules', 's3rver', 'package.json'), 'utf8'),
    ) as { version: string };
    return Promise.resolve(version);
  },
};

function program({ at }: Cluster): string {
  return join(at.project, 'node_modules', 's3rver', 'bin', 's3rver.js');
}
