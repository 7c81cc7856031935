import type { Link } from '../api/live-stream.ts';
import { announce } from '../ui/announce.tsx';
import { Notice } from '../ui/problem.tsx';
import { clockText, zoneText } from '../time/zone.ts';
import { useEffect, useRef } from 'preact/hooks';

/** One line while Holdfast does not answer: the page shows its last answer. */
export function ConnectionLine({ link, stale }: { link: Link; stale: boolean }) {
  const lost = link.state === 'lost';
  const wasLost = useRef(false);
  useEffect(() => {
    if (lost) announce('Disconnected from Holdfast; trying again.');
    // Leaving the page is no end of it.
    else if (wasLost.current && link.state === 'live') announce('Connected to Holdfast again.');
    wasLost.current = lost || (wasLost.current && link.state !== 'live');
  }, [link.state]);
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
