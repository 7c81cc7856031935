import type { ClusterOverview } from '#contracts';
import { useRef } from 'preact/hooks';
import { announce } from '../ui/announce.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import type { Tone } from '../ui/state.ts';
import { SORTS, type Sort } from './order.ts';
import { labelsOf, searchOf, type OverviewQuery } from './query.ts';
import { STANDINGS, type Standing } from './standing.ts';
import { chooseView, VIEWS, type View } from './view-choice.ts';

export const STANDING_LOOKS: Record<Standing, { tone: Tone; icon: IconName; word: string }> = {
  waiting: { tone: 'bad', icon: 'person', word: 'waiting for you' },
  critical: { tone: 'bad', icon: 'cross', word: 'critical' },
  warning: { tone: 'warn', icon: 'warning', word: 'warning' },
  running: { tone: 'info', icon: 'spinner', word: 'running' },
  late: { tone: 'warn', icon: 'clock', word: 'overdue' },
  fine: { tone: 'good', icon: 'check', word: 'in order' },
};

export const SORT_WORDS: Record<Sort, string> = {
  worst: 'worst first',
  name: 'name',
  age: 'oldest good set first',
  next: 'next backup first',
};

interface CountsProps {
  total: number;
  counts: Record<Standing, number>;
  query: OverviewQuery;
}

/** How many clusters stand how. Each count is a link to those clusters. */
export function Counts({ total, counts, query }: CountsProps) {
  const href = (standing: Standing | null): string => `/${searchOf({ ...query, standing })}`;
  return (
    <ul class="counts" aria-label="Clusters by state">
      <li>
        <a href={href(null)} class="count" aria-current={query.standing === null ? 'true' : undefined}>
          <strong>{total}</strong> {total === 1 ? 'cluster' : 'clusters'}
        </a>
      </li>
      {STANDINGS.filter((each) => counts[each] > 0 || query.standing === each).map((each) => {
        const { tone, icon, word } = STANDING_LOOKS[each];
        const isChosen = query.standing === each;
        return (
          <li key={each}>
            <a
              href={href(isChosen ? null : each)}
              class={`count tone-${tone}`}
              aria-current={isChosen ? 'true' : undefined}
            >
              <Icon name={icon} /> <strong>{counts[each]}</strong> {word}
            </a>
          </li>
        );
      })}
    </ul>
  );
}

interface ToolbarProps {
  clusters: readonly ClusterOverview[];
  query: OverviewQuery;
  view: View;
  onChange: (query: OverviewQuery) => void;
}

/** Search, labels, order, and cards or table. */
export function Toolbar({ clusters, query, view, onChange }: ToolbarProps) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <div class="toolbar" role="search" aria-label="Clusters">
      <input
        ref={field}
        type="search"
        aria-label="Find clusters"
        placeholder="Find by name, label or alert  ( / )"
        value={query.text}
        onInput={({ currentTarget: { value } }) => onChange({ ...query, text: value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') field.current?.blur();
        }}
      />
      {labelsOf(clusters)
        .filter(([name, values]) => values.length > 1 || query.labels[name] !== undefined)
        .map(([name, values]) => (
          <LabelChoice key={name} name={name} values={values} query={query} onChange={onChange} />
        ))}
      <label class="filter">
        Order
        <select
          value={query.sort}
          onChange={({ currentTarget }) => {
            const sort = SORTS.find((each) => each === currentTarget.value) ?? 'worst';
            onChange({ ...query, sort });
            announce(`Clusters are in this order: ${SORT_WORDS[sort]}`);
          }}
        >
          {SORTS.map((each) => (
            <option key={each} value={each}>
              {SORT_WORDS[each]}
            </option>
          ))}
        </select>
      </label>
      <div class="switch" role="group" aria-label="Show clusters as">
        {VIEWS.map((each) => (
          <button key={each} type="button" aria-pressed={view === each} onClick={() => chooseView(each)}>
            {each}
          </button>
        ))}
      </div>
    </div>
  );
}

interface LabelChoiceProps {
  name: string;
  values: readonly string[];
  query: OverviewQuery;
  onChange: (query: OverviewQuery) => void;
}

function LabelChoice({ name, values, query, onChange }: LabelChoiceProps) {
  const chosen = query.labels[name] ?? '';
  const choose = (value: string): void => {
    const others = Object.entries(query.labels).filter(([each]) => each !== name);
    const labels = Object.fromEntries(value === '' ? others : [...others, [name, value]]);
    onChange({ ...query, labels });
  };
  return (
    <label class="filter">
      {name}
      <select value={chosen} onChange={({ currentTarget }) => choose(currentTarget.value)}>
        <option value="">all</option>
        {(chosen === '' || values.includes(chosen) ? values : [...values, chosen]).map((value) => (
          <option key={value} value={value}>
            {value}
          </option>
        ))}
      </select>
    </label>
  );
}
