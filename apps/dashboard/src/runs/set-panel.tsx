import type { Backup } from '#contracts';
import { originText } from '#domain';
import { bytes, plural } from '../time/format.ts';
import { Ago } from '../time/time.tsx';
import { Icon } from '../ui/icon.tsx';
import { Mark } from '../ui/mark.tsx';
import { Notice } from '../ui/problem.tsx';
import { PART_LOOKS, SET_LOOKS } from '../ui/state.ts';

type BackupSet = NonNullable<Backup['set']>;

/** What is there of a backup: each part, as repository and Zeebe tell. */
export function SetPanel({ set }: { set: Backup['set'] }) {
  if (set === null) return null;
  return (
    <section class="panel" aria-labelledby="set">
      <div class="panel-head">
        <h2 id="set">The set</h2>
        <Mark look={SET_LOOKS[set.state]} />
        <SetNotes set={set} />
      </div>
      <ul class="parts">
        {set.parts.map(({ component, state, message }) => (
          <li key={component}>
            <p>
              <span class="figure">{component}</span> <Mark look={PART_LOOKS[state]} />
            </p>
            <p class="small">{message}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A set that another tool or installation took, or whose run Redis lost: what is there of it is all that is known. */
export function SetWithoutRun({ backup: { set } }: { backup: Backup }) {
  return (
    <>
      <Notice tone="warn" icon="question">
        No run of this backup is on record
        {set !== null && !set.foreign && ': nothing proves that exporting was paused throughout'}.
      </Notice>
      <SetPanel set={set} />
    </>
  );
}

/** Size, marks and verification, in a line. */
export function SetNotes({ set }: { set: BackupSet }) {
  return (
    <p class="small notes">
      <Whose set={set} />
      {set.sizeBytes !== null && <span>{bytes(set.sizeBytes)}</span>}
      {set.partitions !== null && <span>{plural(set.partitions, 'partition')}</span>}
      {set.kept && (
        <span class="strong">
          <Icon name="star" /> kept
        </span>
      )}
      <Verified set={set} />
      {set.deletion && (
        <span class="tone-warn">
          <Icon name="warning" /> its deletion{' '}
          {set.deletion.phase === 'done' ? 'stopped half-way' : 'running'}
        </span>
      )}
    </p>
  );
}

/** Only where nothing but a person's word makes it a set of the cluster. */
function Whose({ set }: { set: BackupSet }) {
  if (set.foreign) return <span class="strong">foreign: {originText(set.origin)}</span>;
  if (set.ownedBy !== 'adopted' || set.adopted === null) return null;
  return (
    <span>
      adopted by {set.adopted.by}; {originText(set.origin)}
    </span>
  );
}

export function Verified({ set }: { set: BackupSet }) {
  if (set.verification === null) return <span class="quiet">never verified</span>;
  const { ok, verifiedAt } = set.verification;
  return (
    <span class={`verified ${ok ? 'tone-good' : 'tone-bad'}`}>
      <Icon name={ok ? 'check' : 'cross'} /> {ok ? 'verified' : 'found broken'} <Ago at={verifiedAt} />
    </span>
  );
}
