import { signal, type ReadonlySignal } from '@preact/signals';

/** A choice of this person, kept in this browser. */
export interface Saved<T extends string> {
  choice: ReadonlySignal<T>;
  choose: (value: T) => void;
}

/**
 * Reads a choice that was saved before, and follows it when another tab changes it.
 * @param options what it may be; the first one holds until one was chosen. Another saved text counts as none
 */
export function saved<T extends string>(key: string, options: readonly [T, ...T[]]): Saved<T> {
  const name = `holdfast-${key}`;
  const known = (text: string | null): T => options.find((option) => option === text) ?? options[0];
  const choice = signal<T>(known(read(name)));
  addEventListener('storage', (event) => {
    if (event.key === name) choice.value = known(event.newValue);
  });
  return {
    choice,
    choose: (value) => {
      choice.value = value;
      write(name, value);
    },
  };
}

/** A browser may forbid to keep anything. The choice then holds until the page is closed. */
function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // As above.
  }
}
