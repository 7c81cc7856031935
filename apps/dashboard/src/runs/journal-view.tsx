import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Time, Zone } from '../time/time.tsx';
import { Button } from '../ui/button.tsx';
import { Words } from '../ui/words.tsx';
import { plural } from '../time/format.ts';
import { filtered, NO_FILTER, type Journal, type JournalFilter } from './journal.ts';

/** How many of the newest entries are drawn; a journal may have thousands. */
const DRAWN = 300;
/** Who is so near to the end wants to see what comes (px). */
const NEAR = 40;

/** The whole journal. Follows its end unless the user scrolled away. */
export function JournalView({ journal }: { journal: Journal }) {
  const filter = useSignal<JournalFilter>(NO_FILTER);
  const all = useSignal(false);
  const list = useRef<HTMLOListElement>(null);
  const atEnd = useRef(true);
  const found = filtered(journal, filter.value);
  const shown = all.value ? found : found.slice(-DRAWN);
  useEffect(() => {
    if (atEnd.current && list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [shown.length]);
  return (
    <section class="panel" aria-labelledby="journal">
      <div class="panel-head">
        <h2 id="journal">Journal</h2>
        <p class="small">
          {found.length === journal.length
            ? plural(journal.length, 'entry', 'entries')
            : `${found.length} of ${plural(journal.length, 'entry', 'entries')}`}
        </p>
      </div>
      <Filter filter={filter.value} journal={journal} onChange={(next) => (filter.value = next)} />
      {shown.length < found.length && (
        <Button kind="link" onPress={() => (all.value = true)}>
          Show {found.length - shown.length} earlier
        </Button>
      )}
      <ol
        ref={list}
        class="journal"
        aria-labelledby="journal"
        tabIndex={0}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) =>
          (atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR)
        }
      >
        {shown.map((entry) => (
          <li key={entry.id} class={`entry entry-${entry.type}`}>
            <Time at={entry.at} short />
            <span class="entry-type">{entry.type}</span>
            <span class="entry-step">{entry.step ?? ''}</span>
            <span class="entry-message">
              <Words text={entry.message} />
            </span>
            <span class="entry-by">{entry.by}</span>
          </li>
        ))}
      </ol>
      {journal.length > 0 && found.length === 0 && <p class="quiet">No entry is like that.</p>}
    </section>
  );
}

interface FilterProps {
  filter: JournalFilter;
  journal: Journal;
  onChange: (filter: JournalFilter) => void;
}

function Filter({ filter, journal, onChange }: FilterProps) {
  const steps = [...new Set(journal.flatMap(({ step }) => step ?? []))];
  return (
    <div class="filters" role="search" aria-label="Journal">
      <label>
        Find
        <input
          type="search"
          value={filter.text}
          onInput={({ currentTarget: { value } }) => onChange({ ...filter, text: value })}
        />
      </label>
      <label>
        Step
        <select
          value={filter.step}
          onChange={({ currentTarget: { value } }) => onChange({ ...filter, step: value })}
        >
          <option value="">all</option>
          {steps.map((step) => (
            <option key={step} value={step}>
              {step}
            </option>
          ))}
        </select>
      </label>
      <label class="check-label">
        <input
          type="checkbox"
          checked={filter.brief}
          onChange={({ currentTarget: { checked } }) => onChange({ ...filter, brief: checked })}
        />
        without progress
      </label>
      <span class="small filters-zone">
        times in <Zone />
      </span>
    </div>
  );
}
