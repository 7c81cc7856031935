import { putSearch, search } from '../routing/navigation.ts';
import { choiceIn, withChoice } from './filters.ts';

/**
 * A choice that is kept in the address, so that a page can be linked and reloaded as it is. It makes no entry in the history of
 * the browser.
 */
export function useChoice<T extends string>(
  name: string,
  options: readonly [T, ...T[]],
): { value: T; choose: (value: T) => void } {
  const choose = (value: T): void => putSearch(withChoice(location.search, { name, value, options }));
  return { value: choiceIn(search.value, name, options), choose };
}
