import { signal } from '@preact/signals';

const message = signal('');

/** Tells something to who cannot see the page change. */
export function announce(text: string): void {
  // The same text twice would not be read again.
  message.value = message.value === text ? `${text}\u00a0` : text;
}

const told = new Set<string>();

/** The same for what happens once, such as the end of a run, and is learnt in several ways. */
export function announceOnce(text: string): void {
  if (told.has(text)) return;
  told.add(text);
  announce(text);
}

export function LiveRegion() {
  return (
    <div role="status" aria-live="polite" class="unseen">
      {message.value}
    </div>
  );
}
