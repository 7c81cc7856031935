import { attention } from '../overview/attention.ts';
import { route } from '../routing/navigation.ts';
import { sectionOf } from '../routing/route.ts';
import { Account } from '../session/account.tsx';
import { session } from '../session/session.ts';
import { ClockSwitch } from '../time/time.tsx';
import { openKeyHelp, openPalette } from './key-commands.tsx';
import { listedPages } from './pages.tsx';

/** The way to every page, who is here, and the clock by which times are shown. */
export function Header() {
  const known = session.value;
  return (
    <header class="top">
      <a class="brand" href="/">
        <Logo /> Holdfast
      </a>
      {known.state === 'known' && (
        <>
          <Navigation />
          <div class="tools">
            <button type="button" class="tool" onClick={openPalette}>
              Go to … <kbd>Ctrl K</kbd>
            </button>
            <button type="button" class="tool" onClick={openKeyHelp}>
              <span class="unseen">Keys </span>?
            </button>
            <ClockSwitch />
          </div>
          <Account me={known.me} />
        </>
      )}
    </header>
  );
}

function Navigation() {
  const section = sectionOf(route.value);
  return (
    <nav class="pages" aria-label="Pages">
      {listedPages().map(([path, { title }]) => (
        <a key={path} href={path} aria-current={section === path ? 'page' : undefined}>
          {title}
          {path === '/alerts' && attention.value > 0 && (
            <span class="badge">
              {attention.value}
              <span class="unseen"> need a person</span>
            </span>
          )}
        </a>
      ))}
    </nav>
  );
}

function Logo() {
  return (
    <svg class="logo" viewBox="0 0 32 32" width="22" height="22" aria-hidden="true">
      <rect width="32" height="32" rx="7" />
      <path d="M9 7v18M23 7v18M9 16h14" />
      <circle cx="16" cy="16" r="4" />
    </svg>
  );
}
