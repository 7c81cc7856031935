import { useSignal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import type { ClusterOverview } from '#contracts';
import { InTurn } from '../ui/in-turn.ts';
import { useVirtualRows, type DrawnRow } from '../ui/virtual-rows.ts';
import { ClusterCard } from './cluster-card.tsx';

/** A card is at least so wide, where more than one fits (px). */
const CARD_WIDTH = 540;
/** Before it is measured (px). */
const CARD_HEIGHT = 260;
const GAP = 16;

/** Clusters as cards, in as many columns as fit. */
export function ClusterCards({ clusters }: { clusters: readonly ClusterOverview[] }) {
  const width = useSignal(0);
  const fitting = Math.floor((width.value + GAP) / (CARD_WIDTH + GAP));
  const lanes = Math.max(1, Math.min(fitting, clusters.length));
  const { rows, height, frame, measure } = useVirtualRows({
    ...{ count: clusters.length, estimate: CARD_HEIGHT, gap: GAP, lanes },
    keyOf: (index) => clusters[index]?.name ?? '',
  });
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) width.value = Math.floor(entry.contentRect.width);
    });
    if (frame.current) {
      width.value = frame.current.clientWidth;
      observer.observe(frame.current);
    }
    return () => observer.disconnect();
  }, []);
  return (
    <div
      ref={(element) => void (frame.current = element)}
      class={`clusters ${height === null ? '' : 'placed'}`}
      style={
        height === null
          ? { gridTemplateColumns: `repeat(${lanes}, minmax(0, 1fr))` }
          : { height: `${height}px` }
      }
    >
      {width.value > 0 &&
        rows.map((row) => {
          const cluster = clusters[row.index];
          return (
            cluster && (
              <div key={cluster.name} ref={measure} data-index={row.index} style={placeOf(row, lanes)}>
                <InTurn of={[cluster, row.index, clusters.length]}>
                  {() => (
                    <ClusterCard cluster={cluster} position={{ at: row.index + 1, of: clusters.length }} />
                  )}
                </InTurn>
              </div>
            )
          );
        })}
    </div>
  );
}

function placeOf({ top, lane }: DrawnRow, lanes: number): Record<string, string> {
  if (top === null) return {};
  const share = `calc((100% - ${(lanes - 1) * GAP}px) / ${lanes})`;
  return { top: `${top}px`, left: `calc((${share} + ${GAP}px) * ${lane})`, width: share };
}
