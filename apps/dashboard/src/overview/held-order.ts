import { useEffect, useRef } from 'preact/hooks';
import { keptInPlace } from './order.ts';

/** After the last movement within the list, its order is kept for this time (ms): nothing moves away from under a pointer. */
const KEPT_MS = 5_000;

interface HeldOrder<Of> {
  shown: Of[];
  /** For the element around the list. */
  handlers: { onPointerMove: () => void; onKeyDown: () => void; onFocusCapture: () => void };
}

/**
 * The list in its order, or as it was shown before while a person points at it or moves in it by keys.
 * @param key another one when the person asked for another order, which comes at once
 */
export function useHeldOrder<Of extends { name: string }>(wanted: readonly Of[], key: string): HeldOrder<Of> {
  const before = useRef<{ key: string; names: string[] }>({ key, names: [] });
  const movedAt = useRef(-Infinity);
  const held = performance.now() - movedAt.current < KEPT_MS && before.current.key === key;
  const shown = held ? keptInPlace(wanted, before.current.names) : [...wanted];
  useEffect(() => {
    before.current = { key, names: shown.map(({ name }) => name) };
  });
  const note = (): void => void (movedAt.current = performance.now());
  return { shown, handlers: { onPointerMove: note, onKeyDown: note, onFocusCapture: note } };
}
