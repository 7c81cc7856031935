import { useSignal } from '@preact/signals';
import type { Ref } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Dialog } from '../ui/dialog.tsx';
import { matching, type PaletteItem } from './palette-items.ts';

interface PaletteProps {
  items: readonly PaletteItem[];
  onClose: () => void;
}

/** Clusters, pages and actions by a few letters. The field keeps the focus; arrows choose, Enter does it. */
export function Palette({ items, onClose }: PaletteProps) {
  const text = useSignal('');
  const at = useSignal(0);
  const list = useRef<HTMLUListElement>(null);
  const id = useId();
  const found = matching(items, text.value);
  const chosen = found[Math.min(at.value, found.length - 1)];
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at.value, text.value]);
  const run = (item: PaletteItem | undefined): void => {
    if (!item) return;
    onClose();
    item.run();
  };
  const move = (by: number): void => {
    at.value = (Math.min(at.value, found.length - 1) + by + found.length) % Math.max(1, found.length);
  };
  return (
    <Dialog title="Go to" onClose={onClose}>
      <input
        type="text"
        class="palette-field"
        role="combobox"
        aria-label="Cluster, page or action"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={chosen ? `${id}-${found.indexOf(chosen)}` : undefined}
        aria-autocomplete="list"
        autocomplete="off"
        spellcheck={false}
        value={text.value}
        onInput={({ currentTarget: { value } }) => {
          text.value = value;
          at.value = 0;
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') move(1);
          else if (event.key === 'ArrowUp') move(-1);
          else if (event.key === 'Enter') run(chosen);
          else return;
          event.preventDefault();
        }}
      />
      <Found list={list} id={id} found={found} chosen={chosen} onRun={run} />
      {found.length === 0 && <p class="quiet">Nothing has this in its name.</p>}
    </Dialog>
  );
}

interface FoundProps {
  list: Ref<HTMLUListElement>;
  id: string;
  found: readonly PaletteItem[];
  chosen: PaletteItem | undefined;
  onRun: (item: PaletteItem) => void;
}

function Found({ list, id, found, chosen, onRun }: FoundProps) {
  return (
    <ul ref={list} id={id} class="palette" role="listbox" aria-label="Found">
      {found.map((item, index) => (
        <li
          key={`${item.kind} ${item.label}`}
          id={`${id}-${index}`}
          role="option"
          aria-selected={item === chosen}
          onClick={() => onRun(item)}
        >
          <span>{item.label}</span> <span class="small">{item.kind}</span>
        </li>
      ))}
    </ul>
  );
}
