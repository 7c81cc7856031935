import { Button } from '../ui/button.tsx';
import { plural } from '../time/format.ts';

/** The end of what was read of a list. */
export function More({
  pages,
  one,
  many,
}: {
  pages: { items: readonly unknown[]; more: boolean; loading: boolean; loadMore: () => void };
  one: string;
  /** Where it is not the one with an s. */
  many?: string;
}) {
  const { items, more, loading, loadMore } = pages;
  return (
    <div class="more">
      <p class="small">
        {plural(items.length, one, many)}
        {more ? ' loaded; there are older ones' : ''}
      </p>
      {more && (
        <Button busy={loading} onPress={loadMore}>
          {loading ? 'Loading …' : 'Load older ones'}
        </Button>
      )}
    </div>
  );
}
