import type { Link } from '../api/live-stream.ts';
import { announce } from '../ui/announce.tsx';
import { Notice } from '../ui/problem.tsx';
import { clockText, zoneText } from '../time/zone.ts';
import { useEffect } from 'preact/hooks';

/** One line while Holdfast does not answer: the page shows its last answer. */
export function ConnectionLine({ link, stale }: { link: Link; stale: boolean }) {
  const lost = link.state === 'lost';
  useEffect(() => {
    if (!lost) return;
    announce('Disconnected from Holdfast; trying again.');
    return () => announce('Connected to Holdfast again.');
  }, [lost]);
  if (link.state !== 'lost') return null;
  const { title, detail, kind } = link.problem;
  const since = new Date(link.since);
  return (
    <Notice tone="warn" icon="away">
      <strong>Disconnected</strong> since {clockText(since.toISOString())} {zoneText(since)}: {title}
      {kind === 'unreachable' ? '' : ` (${detail})`}. Trying again
      {stale ? '; this page shows its last answer.' : ' …'}
    </Notice>
  );
}
