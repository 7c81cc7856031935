import { useSignal } from '@preact/signals';
import { choiceIn, withChoice } from './filters.ts';

/**
 * A choice that is kept in the address, so that a page can be linked and reloaded as it is. It makes no entry in the history of
 * the browser.
 */
export function useChoice<T extends string>(
  name: string,
  options: readonly [T, ...T[]],
): { value: T; choose: (value: T) => void } {
  const chosen = useSignal<T>(choiceIn(location.search, name, options));
  const choose = (value: T): void => {
    chosen.value = value;
    const search = withChoice(location.search, { name, value, options });
    history.replaceState(null, '', `${location.pathname}${search}${location.hash}`);
  };
  return { value: chosen.value, choose };
}
