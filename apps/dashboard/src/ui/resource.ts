import { useSignal, type ReadonlySignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { asProblem, type ApiProblem } from '../api/http.ts';

/** Time between two readings of something that is under way (ms). */
const AGAIN_MS = 1_500;

export interface Resource<T> {
  data: T | null;
  /** Why the last reading failed; `data` is what was read before then. */
  problem: ApiProblem | null;
  loading: boolean;
  reload: () => void;
  /** Takes a value that is known already, as the answer to a change. */
  set: (data: T) => void;
}

/**
 * Reads something when the page opens and whenever `key` changes.
 * @param unfinished whether what was read is still under way, and is read again until it has ended
 */
export function useResource<T>(
  key: string,
  read: () => Promise<T>,
  unfinished: (data: T) => boolean = () => false,
): Resource<T> {
  const state = useSignal<{ data: T | null; problem: ApiProblem | null; loading: boolean }>({
    data: null,
    problem: null,
    loading: true,
  });
  // An answer that was overtaken by a later question is not shown.
  const turn = useRef(0);
  const load = (): void => {
    turn.current += 1;
    const mine = turn.current;
    state.value = { ...state.peek(), loading: true };
    read().then(
      (data) => {
        if (mine === turn.current) state.value = { data, problem: null, loading: false };
      },
      (error: unknown) => {
        if (mine === turn.current)
          state.value = { ...state.peek(), problem: asProblem(error), loading: false };
      },
    );
  };
  useEffect(() => {
    load();
    return () => {
      turn.current += 1;
    };
  }, [key]);
  const { data, loading } = state.value;
  useEffect(() => {
    if (loading || data === null || !unfinished(data)) return;
    const timer = setTimeout(load, AGAIN_MS);
    return () => clearTimeout(timer);
  }, [data, loading]);
  const set = (data: T): void => {
    turn.current += 1;
    state.value = { data, problem: null, loading: false };
  };
  return { ...(state as ReadonlySignal<Omit<Resource<T>, 'reload' | 'set'>>).value, reload: load, set };
}
