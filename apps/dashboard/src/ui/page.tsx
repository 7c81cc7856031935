import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { attention } from '../overview/attention.ts';

interface PageProps {
  title: string;
  /** Of the window, where it says more than the heading. How many alerts need a person is written before it. */
  windowTitle?: string;
  crumbs?: ComponentChildren;
  aside?: ComponentChildren;
  /** As wide as the window: a page of rows. */
  wide?: boolean;
  children: ComponentChildren;
}

/** Whether the page is the first one: the browser has put the focus then, and it must not be moved. */
let first = true;

/** A page with its heading, which gets the focus after the user followed a link. */
export function Page({ title, windowTitle = title, crumbs, aside, wide = false, children }: PageProps) {
  const urgent = attention.value;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!first) heading.current?.focus({ preventScroll: true });
    first = false;
  }, []);
  useEffect(() => {
    document.title = `${urgent === 0 ? '' : `(${urgent}) `}${windowTitle} · Holdfast`;
  }, [windowTitle, urgent]);
  return (
    <main id="main" class={`page ${wide ? 'page-wide' : ''}`}>
      <div class="page-head">
        {crumbs && (
          <nav aria-label="Breadcrumb" class="crumbs">
            {crumbs}
          </nav>
        )}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {aside}
      </div>
      {children}
    </main>
  );
}
