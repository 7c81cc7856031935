import {
  defaultRangeExtractor,
  observeWindowOffset,
  observeWindowRect,
  Virtualizer,
  windowScroll,
  type Range,
  type VirtualItem,
} from '@tanstack/virtual-core';
import { useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';

/** Up to so many rows are all drawn, and the browser's own search finds them. */
const ALL_UP_TO = 50;
/** Rows that are drawn beyond each end of the window, so that the Tab key always finds the next one. */
const BEYOND = 8;

export interface VirtualRows {
  rows: VirtualItem[];
  /** Of the whole list (px). */
  height: number;
  /** Where the list begins in the page: positions of rows count from the top of the page (px). */
  offset: number;
  /** Not all rows are drawn. */
  isPartial: boolean;
  /** `ref` of the element that holds the rows. */
  frame: { current: HTMLElement | null };
  /** `ref` of each row, which has its index in `data-index`. Its height is measured, also when it changes. */
  measure: (row: Element | null) => void;
}

interface VirtualRowsOptions {
  count: number;
  /** Height of a row that was not drawn yet (px). */
  estimate: number;
  keyOf: (index: number) => string;
  gap?: number;
  /** Columns in which rows stand side by side. */
  lanes?: number;
}

/** The rows of a long list that are near the window. The one with the focus stays, however far it is scrolled away. */
export function useVirtualRows({
  count,
  estimate,
  keyOf,
  gap = 0,
  lanes = 1,
}: VirtualRowsOptions): VirtualRows {
  const frame = useRef<HTMLElement | null>(null);
  const [offset, setOffset] = useState(0);
  const [, draw] = useReducer<number, null>((times) => times + 1, 0);
  const isPartial = count > ALL_UP_TO;
  const options = {
    ...{ count, gap, lanes, scrollMargin: offset, overscan: BEYOND * lanes },
    estimateSize: () => estimate,
    getItemKey: keyOf,
    getScrollElement: () => window,
    observeElementRect: observeWindowRect,
    observeElementOffset: observeWindowOffset,
    scrollToFn: windowScroll,
    initialRect: { width: innerWidth, height: innerHeight },
    initialOffset: () => scrollY,
    rangeExtractor: (range: Range) =>
      isPartial ? withFocused(defaultRangeExtractor(range), { frame: frame.current, count }) : all(count),
    onChange: () => draw(null),
  };
  const [virtualizer] = useState(() => new Virtualizer<Window, Element>(options));
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), []);
  useLayoutEffect(() => {
    virtualizer._willUpdate();
    const top = frame.current ? Math.round(frame.current.getBoundingClientRect().top + scrollY) : 0;
    if (top !== offset) setOffset(top);
  });
  useLayoutEffect(() => virtualizer.measure(), [lanes, estimate]);
  return {
    rows: virtualizer.getVirtualItems(),
    height: virtualizer.getTotalSize(),
    ...{ offset, isPartial, frame, measure: virtualizer.measureElement },
  };
}

function all(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function withFocused(
  indexes: number[],
  { frame, count }: { frame: HTMLElement | null; count: number },
): number[] {
  const row = frame?.contains(document.activeElement)
    ? document.activeElement?.closest<HTMLElement>('[data-index]')
    : null;
  const index = Number(row?.dataset['index'] ?? NaN);
  if (!(index < count) || indexes.includes(index)) return indexes;
  return [...indexes, index].sort((a, b) => a - b);
}
