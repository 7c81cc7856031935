import { signal } from '@preact/signals';
import type { Range, Virtualizer } from '@tanstack/virtual-core';
import { useLayoutEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';

/** Up to so many rows are all drawn, and the browser's own search finds them. */
const ALL_UP_TO = 50;
/** Rows that are drawn beyond each end of the window, so that the Tab key always finds the next one. */
const BEYOND = 8;

/** A row that is drawn. */
export interface DrawnRow {
  index: number;
  /** From the begin of the list (px); null where rows follow each other by themselves. */
  top: number | null;
  lane: number;
}

export interface VirtualRows {
  rows: DrawnRow[];
  /** Of the whole list (px); null where it is as high as its rows. */
  height: number | null;
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

type Library = typeof import('@tanstack/virtual-core');

/** Fetched when there is a long list for the first time: most installations have none. Without it every row is drawn. */
const library = signal<Library | 'unavailable' | null>(null);

/** The rows of a long list that are near the window. The one with the focus stays, however far it is scrolled away. */
export function useVirtualRows(given: VirtualRowsOptions): VirtualRows {
  const { count, gap = 0, lanes = 1, estimate } = given;
  const frame = useRef<HTMLElement | null>(null);
  const [offset, setOffset] = useState(0);
  const [, draw] = useReducer<number, null>((times) => times + 1, 0);
  const isLong = count > ALL_UP_TO;
  const loaded = isLong && library.value !== 'unavailable' ? library.value : null;
  const options = loaded && {
    ...{ count, gap, lanes, scrollMargin: offset, overscan: BEYOND * lanes },
    estimateSize: () => estimate,
    getItemKey: given.keyOf,
    getScrollElement: () => window,
    observeElementRect: loaded.observeWindowRect,
    observeElementOffset: loaded.observeWindowOffset,
    scrollToFn: loaded.windowScroll,
    initialRect: { width: innerWidth, height: innerHeight },
    initialOffset: () => scrollY,
    rangeExtractor: (range: Range) => withFocused(loaded.defaultRangeExtractor(range), frame.current, count),
    onChange: () => draw(null),
  };
  const virtualizer = useMemo<Virtualizer<Window, Element> | null>(
    () => loaded && options && new loaded.Virtualizer<Window, Element>(options),
    [loaded],
  );
  if (options) virtualizer?.setOptions(options);
  useLayoutEffect(() => void (isLong && library.value === null && load()), [isLong]);
  useLayoutEffect(() => virtualizer?._didMount(), [virtualizer]);
  useLayoutEffect(() => {
    virtualizer?._willUpdate();
    const top = frame.current ? Math.round(frame.current.getBoundingClientRect().top + scrollY) : 0;
    if (top !== offset) setOffset(top);
  });
  useLayoutEffect(() => virtualizer?.measure(), [virtualizer, lanes, estimate]);
  if (virtualizer === null)
    return {
      rows: plain(library.value === null ? Math.min(count, ALL_UP_TO) : count),
      height: null,
      frame,
      measure: () => undefined,
    };
  return {
    rows: virtualizer
      .getVirtualItems()
      .map(({ index, start, lane }) => ({ index, lane, top: start - offset })),
    ...{ height: virtualizer.getTotalSize(), frame, measure: virtualizer.measureElement },
  };
}

function load(): void {
  void import('@tanstack/virtual-core').then(
    (module) => (library.value = module),
    () => (library.value = 'unavailable'),
  );
}

function plain(count: number): DrawnRow[] {
  return Array.from({ length: count }, (_, index) => ({ index, top: null, lane: 0 }));
}

function withFocused(indexes: number[], frame: HTMLElement | null, count: number): number[] {
  const row = frame?.contains(document.activeElement)
    ? document.activeElement?.closest<HTMLElement>('[data-index]')
    : null;
  const index = Number(row?.dataset['index'] ?? NaN);
  if (!(index < count) || indexes.includes(index)) return indexes;
  return [...indexes, index].sort((a, b) => a - b);
}
