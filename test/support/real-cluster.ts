import { spawn } from 'node:child_process';

/** Addresses of a cluster that tools/cluster started. */
export interface RealCluster {
  elasticsearch: string;
  repository: string;
  zeebe: string;
  gateway: string;
  operate: string;
  tasklist: string;
}

/** Apart from a developer's own cluster, which has the usual ports. */
const PORT_BASE = 21_000;

/** Runs one command of tools/cluster; its text goes to the test's output, its JSON comes back. */
export function clusterCommand(words: string[], dir: string, portBase = PORT_BASE): Promise<string> {
  const args = ['tools/cluster/main.ts', ...words, '--port-base', String(portBase), '--dir', dir, '--json'];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.once('exit', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`cluster ${words.join(' ')} ended with code ${code ?? 'none'}`));
    });
  });
}

/** The same for a shell: what an operator would write. */
export function clusterCommandLine(words: string, dir: string, portBase = PORT_BASE): string {
  return `"${process.execPath}" tools/cluster/main.ts ${words} --port-base ${portBase} --dir "${dir}"`;
}

export async function json<T>(url: string, init?: RequestInit): Promise<T> {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
