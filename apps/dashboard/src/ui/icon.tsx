/** Shapes that tell states apart without their colours, on a grid of 16. */
const PATHS = {
  check: 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13ZM4.9 8.2l2.2 2.2 4.1-4.6',
  cross: 'M5.2 1.7h5.6l3.5 3.5v5.6l-3.5 3.5H5.2l-3.5-3.5V5.2ZM5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6',
  stop: 'M2.5 2.5h11v11h-11ZM5 8h6',
  slash: 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13ZM3.5 12.5l9-9',
  question: 'M8 1.5 14.5 8 8 14.5 1.5 8ZM6.5 6.6c0-2 3-2 3-.1 0 1.2-1.5 1.2-1.5 2.4M8 11v.2',
  spinner: 'M8 1.5a6.5 6.5 0 0 1 6.5 6.5M8 14.5A6.5 6.5 0 0 1 1.5 8',
  ring: 'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11Z',
  dash: 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13ZM5 8h6',
  play: 'M4.5 2.5v11l9-5.5Z',
  pause: 'M4.5 2.5v11M11.5 2.5v11',
  warning: 'M8 1.8 15 14H1ZM8 6v4M8 12v.2',
  lock: 'M3.5 7.5h9v6h-9ZM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
  clock: 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13ZM8 4.5V8l2.5 1.8',
  star: 'M8 1.8l1.9 4 4.4.6-3.2 3 .8 4.4L8 11.7l-3.9 2.1.8-4.4-3.2-3 4.4-.6Z',
  person: 'M8 2a2.8 2.8 0 1 1 0 5.6A2.8 2.8 0 0 1 8 2ZM2.5 14c.6-5.2 10.4-5.2 11 0',
  away: 'M2 5.5c4-3.6 8-3.6 12 0M4.5 8.5c2.3-2 4.700-2 7 0M8 12v.2M2.500 13.500l11-11',
} as const;
export type IconName = keyof typeof PATHS;

/** Always next to its word, which is what a screen reader reads. */
export function Icon({ name, class: extra = '' }: { name: IconName; class?: string }) {
  return (
    <svg class={`icon icon-${name} ${extra}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
