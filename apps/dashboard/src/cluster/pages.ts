import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { asProblem, type ApiProblem } from '../api/http.ts';

/** A filtered list may answer with an empty page that is not its last: this many are passed over without a press. */
const EMPTY_PAGES = 10;

interface Answer<T> {
  items: T[];
  next: string | null;
}

export interface Pages<T, A extends Answer<T>> {
  items: readonly T[];
  /** The newest answer, for what it holds besides its items. */
  answer: A | null;
  more: boolean;
  loading: boolean;
  problem: ApiProblem | null;
  loadMore: () => void;
  reload: () => void;
}

/**
 * A list that is read page by page. It is read again from its beginning, as far as it was read, whenever `key` changes.
 */
export function usePages<T, A extends Answer<T>>(
  key: string,
  read: (cursor: string | null) => Promise<A>,
): Pages<T, A> {
  const state = useSignal<{ answers: A[]; loading: boolean; problem: ApiProblem | null }>({
    ...{ answers: [], loading: true, problem: null },
  });
  const load = async (pages: number, kept: A[], isWanted: () => boolean): Promise<void> => {
    state.value = { ...state.peek(), loading: true };
    const answers = [...kept];
    try {
      const wanted = (): number =>
        pages + (answers.every(({ items }) => items.length === 0) ? EMPTY_PAGES : 0);
      while (answers.length < wanted()) {
        const cursor = answers.at(-1)?.next ?? null;
        if (answers.length > 0 && cursor === null) break;
        answers.push(await read(cursor));
        if (!isWanted()) return;
      }
      state.value = { answers, loading: false, problem: null };
    } catch (error) {
      if (isWanted()) state.value = { ...state.peek(), loading: false, problem: asProblem(error) };
    }
  };
  const always = (): boolean => true;
  const reload = (): void => void load(Math.max(1, state.peek().answers.length), [], always);
  useEffect(() => {
    let wanted = true;
    void load(Math.max(1, state.peek().answers.length), [], () => wanted);
    return () => {
      wanted = false;
    };
  }, [key]);
  const { answers, loading, problem } = state.value;
  return {
    items: answers.flatMap(({ items }) => items),
    answer: answers[0] ?? null,
    more: answers.at(-1)?.next != null,
    ...{ loading, problem, reload },
    loadMore: () => void load(state.peek().answers.length + 1, state.peek().answers, always),
  };
}
