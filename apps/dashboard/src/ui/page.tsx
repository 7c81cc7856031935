import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface PageProps {
  title: string;
  /** Of the window, where it says more than the heading. */
  windowTitle?: string;
  crumbs?: ComponentChildren;
  aside?: ComponentChildren;
  children: ComponentChildren;
}

/** Whether the page is the first one: the browser has put the focus then, and it must not be moved. */
let first = true;

/** A page with its heading, which gets the focus after the user followed a link. */
export function Page({ title, windowTitle = title, crumbs, aside, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!first) heading.current?.focus({ preventScroll: true });
    first = false;
  }, []);
  useEffect(() => {
    document.title = `${windowTitle} · Holdfast`;
  }, [windowTitle]);
  return (
    <main id="main" class="page">
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
