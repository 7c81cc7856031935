import { spawnSync } from 'node:child_process';

/** All that the tests may start as containers, where the image is there already. */
export const IMAGES = {
  redis: 'valkey/valkey:8.1.4',
  elasticsearch: 'docker.elastic.co/elasticsearch/elasticsearch:8.16.1',
} as const;

/** Whether a container of this image can be started without pulling anything. */
export function hasImage(image: string): boolean {
  const result = spawnSync('docker', ['image', 'inspect', image], { stdio: 'ignore', timeout: 5_000 });
  return result.status === 0;
}
