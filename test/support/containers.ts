import { spawnSync } from 'node:child_process';

/** Whether a container of this image can be started without pulling anything. */
export function hasImage(image: string): boolean {
  const result = spawnSync('docker', ['image', 'inspect', image], { stdio: 'ignore', timeout: 5_000 });
  return result.status === 0;
}
