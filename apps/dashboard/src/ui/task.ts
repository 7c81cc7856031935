import { useSignal } from '@preact/signals';
import { asProblem, type ApiProblem } from '../api/http.ts';

export interface Task {
  busy: boolean;
  problem: ApiProblem | null;
  /** Does it, unless it is being done. */
  start: (work: () => Promise<void>) => void;
  forget: () => void;
}

/** Something that a person asked for, while it is under way and when it was refused. */
export function useTask(): Task {
  const busy = useSignal(false);
  const problem = useSignal<ApiProblem | null>(null);
  return {
    busy: busy.value,
    problem: problem.value,
    start: (work) => {
      if (busy.peek()) return;
      busy.value = true;
      problem.value = null;
      work()
        .catch((error: unknown) => (problem.value = asProblem(error)))
        .finally(() => (busy.value = false));
    },
    forget: () => (problem.value = null),
  };
}
