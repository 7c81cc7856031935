export const USAGE = `Usage: npm run backup -- <cluster> [--id <backup id>] [--attach] [--url <address of Holdfast>]
       npm run exporting:ensure-running [-- <cluster> ...]

backup starts a backup and follows it to its end. Ctrl-C stops the waiting, not the backup.
--attach follows the backup that runs already, where there is one.
exporting ensure-running lifts any pause, by Zeebe alone (HOLDFAST_CONFIG tells where), and reads it back.
Exit codes: 0 completed, 1 failed or cancelled, 2 usage, 5 rejected (nothing was touched), 6 not found, 11 busy,
20 exporting is not confirmed to be running, 130 stopped waiting.`;

export type Arguments =
  | { kind: 'backup'; cluster: string; backupId: number | null; attach: boolean; url: string }
  | { kind: 'ensure-running'; clusters: string[] }
  | { kind: 'usage'; message: string };

/** The address comes from --url, HOLDFAST_URL, or is the default of a local Holdfast. */
export function parseArguments(words: readonly string[], env: Record<string, string | undefined>): Arguments {
  const [verb, ...rest] = words;
  if (verb === 'exporting' && rest[0] === 'ensure-running') return ensureRunningArguments(rest.slice(1));
  if (verb !== 'backup') return { kind: 'usage', message: `Unknown command: ${verb ?? '(none)'}` };
  let cluster: string | null = null;
  let backupId: number | null = null;
  let attach = false;
  let url = env.HOLDFAST_URL ?? 'http://127.0.0.1:8080';
  for (let index = 0; index < rest.length; index += 1) {
    const word = rest[index] ?? '';
    if (word === '--id' || word === '--url') {
      const value = rest[(index += 1)];
      if (value === undefined) return { kind: 'usage', message: `${word} needs a value.` };
      if (word === '--url') url = value;
      else if (/^[1-9]\d{0,15}$/.test(value)) backupId = Number(value);
      else return { kind: 'usage', message: `--id must be a positive integer, not "${value}".` };
    } else if (word === '--attach') attach = true;
    else if (word.startsWith('-')) return { kind: 'usage', message: `Unknown option: ${word}` };
    else if (cluster === null) cluster = word;
    else return { kind: 'usage', message: `One cluster at a time; "${word}" is one too many.` };
  }
  if (cluster === null)
    return { kind: 'usage', message: 'Which cluster? Its name stands in your holdfast.yaml.' };
  if (!URL.canParse(url))
    return { kind: 'usage', message: `"${url}" is not an address; write for example http://127.0.0.1:8080.` };
  return { kind: 'backup', cluster, backupId, attach, url: url.replace(/\/$/, '') };
}

function ensureRunningArguments(clusters: string[]): Arguments {
  const option = clusters.find((word) => word.startsWith('-'));
  if (option !== undefined) return { kind: 'usage', message: `Unknown option: ${option}` };
  return { kind: 'ensure-running', clusters };
}
