import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ClusterOverview } from '#contracts';
import { useVirtualRows } from '../ui/virtual-rows.ts';
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
  const { rows, height, offset, frame, measure } = useVirtualRows({
    ...{ count: clusters.length, estimate: CARD_HEIGHT, gap: GAP, lanes },
    keyOf: (index) => clusters[index]?.name ?? '',
  });
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) width.value = Math.floor(entry.contentRect.width);
    });
    if (frame.current) observer.observe(frame.current);
    return () => observer.disconnect();
  }, []);
  const share = `calc((100% - ${(lanes - 1) * GAP}px) / ${lanes})`;
  return (
    <div ref={(element) => void (frame.current = element)} class="clusters" style={{ height: `${height}px` }}>
      {width.value > 0 &&
        rows.map(({ index, start, lane }) => {
          const cluster = clusters[index];
          return (
            cluster && (
              <div
                key={cluster.name}
                ref={measure}
                data-index={index}
                class="cluster-place"
                style={{
                  top: `${start - offset}px`,
                  left: `calc((${share} + ${GAP}px) * ${lane})`,
                  width: share,
                }}
              >
                <ClusterCard cluster={cluster} position={{ at: index + 1, of: clusters.length }} />
              </div>
            )
          );
        })}
    </div>
  );
}
