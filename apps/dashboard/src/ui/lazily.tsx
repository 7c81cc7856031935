import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { Button } from './button.tsx';
import { Loading, Notice } from './problem.tsx';

/**
 * A part of the dashboard that is loaded when it is first shown: the first page must be small.
 * @param load its module; a newer Holdfast may no longer have the file, and then the page must be loaded again
 */
export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let known: ComponentType<Props> | null = null;
  return function Lazily(props: Props) {
    const state = useSignal<'loading' | 'there' | 'failed'>(known === null ? 'loading' : 'there');
    useEffect(() => {
      if (known !== null) return;
      load().then(
        (loaded) => {
          known = loaded;
          state.value = 'there';
        },
        () => (state.value = 'failed'),
      );
    }, []);
    if (state.value === 'failed')
      return (
        <Notice tone="warn" icon="warning">
          This part of the page could not be loaded: Holdfast does not answer, or was upgraded.{' '}
          <Button onPress={() => location.reload()}>Load the page again</Button>
        </Notice>
      );
    const Known = known;
    return state.value === 'loading' || Known === null ? <Loading what="this page" /> : <Known {...props} />;
  };
}
