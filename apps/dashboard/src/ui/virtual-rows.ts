import { signal } from '@preact/signals';
import type { Range, Virtualizer } from '@tanstack/virtual-core';
import { useLayoutEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';

/** Up to this many rows are all drawn, and the browser's own search finds them. */
export const ALL_UP_TO = 50;
/** Rows that are drawn beyond each end of the window, so that the Tab key always finds the next one. */
const BEYOND = 5;
/** Rows that are drawn between two pictures of the screen: a person can type and scroll meanwhile. */
const AT_A_TIME = 8;

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
let isAskedFor = false;

/** Fetches what draws long lists, so that it is there when the list is. Idempotent. */
export function prepareLongList(): void {
  if (isAskedFor) return;
  isAskedFor = true;
  void import('@tanstack/virtual-core').then(
    (module) => (library.value = module),
    () => (library.value = 'unavailable'),
  );
}

/** The rows of a long list that are near the window. The one with the focus stays, however far it is scrolled away. */
export function useVirtualRows(given: VirtualRowsOptions): VirtualRows {
  const { count, estimate, lanes = 1 } = given;
  const frame = useRef<HTMLElement | null>(null);
  const [, draw] = useReducer<number, null>((times) => times + 1, 0);
  const isLong = count > ALL_UP_TO;
  const known = isLong ? library.value : null;
  const loaded = known === 'unavailable' ? null : known;
  const offset = useOffset(frame, loaded !== null);
  const options = loaded && optionsOf(given, { loaded, offset, frame, onChange: () => draw(null) });
  const virtualizer = useMemo<Virtualizer<Window, Element> | null>(
    () => loaded && options && new loaded.Virtualizer<Window, Element>(options),
    [loaded],
  );
  if (options) virtualizer?.setOptions(options);
  useLayoutEffect(() => {
    if (isLong) prepareLongList();
  }, [isLong]);
  useLayoutEffect(() => virtualizer?._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer?._willUpdate());
  useLayoutEffect(() => virtualizer?.measure(), [virtualizer, lanes, estimate]);
  const drawn = useGrowing(isLong && known === null ? AT_A_TIME : count);
  if (virtualizer === null) return { rows: plain(drawn), height: null, frame, measure: () => undefined };
  const rows = virtualizer
    .getVirtualItems()
    .map(({ index, start, lane }): DrawnRow => ({ index, lane, top: start - offset }));
  return { rows, height: virtualizer.getTotalSize(), frame, measure: virtualizer.measureElement };
}

interface Parts {
  loaded: Library;
  offset: number;
  frame: { current: HTMLElement | null };
  onChange: () => void;
}

function optionsOf(
  { count, estimate, keyOf, gap = 0, lanes = 1 }: VirtualRowsOptions,
  { loaded, offset, frame, onChange }: Parts,
) {
  return {
    ...{ count, gap, lanes, scrollMargin: offset, overscan: BEYOND * lanes, onChange },
    estimateSize: () => estimate,
    getItemKey: keyOf,
    getScrollElement: () => window,
    observeElementRect: loaded.observeWindowRect,
    observeElementOffset: loaded.observeWindowOffset,
    scrollToFn: loaded.windowScroll,
    initialRect: { width: innerWidth, height: innerHeight },
    initialOffset: () => scrollY,
    rangeExtractor: (range: Range) => withFocused(loaded.defaultRangeExtractor(range), frame.current, count),
  };
}

/** Where the list begins in the page (px). Read after the browser has made its layout, which it then need not make twice. */
function useOffset(frame: { current: HTMLElement | null }, isWanted: boolean): number {
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    if (!isWanted) return;
    const observer = new ResizeObserver(() => {
      if (frame.current) setOffset(Math.round(frame.current.getBoundingClientRect().top + scrollY));
    });
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [isWanted]);
  return offset;
}

/** Counts up to what is wanted, a few with each picture of the screen. It goes down at once. */
function useGrowing(wanted: number): number {
  const [reached, reach] = useState(AT_A_TIME);
  useLayoutEffect(() => {
    if (reached >= wanted) return;
    const picture = requestAnimationFrame(() => reach(reached + AT_A_TIME));
    return () => cancelAnimationFrame(picture);
  }, [reached, wanted]);
  return Math.min(reached, wanted);
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
