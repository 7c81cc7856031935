import { useEffect, useReducer, useRef } from 'preact/hooks';
import { keptInPlace } from './order.ts';

/** After the last movement of a pointer or key within the list, its order is kept for this time (ms). */
const KEPT_MS = { pointer: 5_000, keys: 30_000 };

interface HeldOrder<Of> {
  shown: Of[];
  /** For the element around the list. */
  handlers: { onPointerMove: () => void; onKeyDown: () => void };
}

/**
 * The list in its order, or as it was shown before while a person points at it or moves in it by keys.
 * @param key another one when the person asked for another order, which comes at once
 */
export function useHeldOrder<Of extends { name: string }>(wanted: readonly Of[], key: string): HeldOrder<Of> {
  const before = useRef<{ key: string; names: string[] }>({ key, names: [] });
  const until = useRef(-Infinity);
  const [, draw] = useReducer<number, null>((times) => times + 1, 0);
  const left = until.current - performance.now();
  const held = left > 0 && before.current.key === key;
  const shown = held ? keptInPlace(wanted, before.current.names) : [...wanted];
  useEffect(() => {
    before.current = { key, names: shown.map(({ name }) => name) };
    if (!held) return;
    // Nothing else may make the list again by then.
    const timer = setTimeout(() => draw(null), left);
    return () => clearTimeout(timer);
  });
  const keep = (ms: number): void => {
    until.current = Math.max(until.current, performance.now() + ms);
  };
  const keys = (): void => keep(KEPT_MS.keys);
  return { shown, handlers: { onPointerMove: () => keep(KEPT_MS.pointer), onKeyDown: keys } };
}
