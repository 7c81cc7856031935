import { useEffect } from 'preact/hooks';
import { ClusterPage } from './cluster/cluster.page.tsx';
import { BackupQuestion } from './overview/back-up-now.tsx';
import { goTo, route } from './routing/navigation.ts';
import type { Route } from './routing/route.ts';
import { RunPage } from './runs/run.page.tsx';
import { LoginPage } from './session/login.page.tsx';
import { loadSession, session } from './session/session.ts';
import { takeWayBack } from './session/way-back.ts';
import { Footer } from './shell/footer.tsx';
import { Header } from './shell/header.tsx';
import { KeyCommands } from './shell/key-commands.tsx';
import { useOverview } from './overview/overview.store.ts';
import { PAGES } from './shell/pages.tsx';
import { clockIsOff } from './time/clock.ts';
import { rough } from './time/format.ts';
import { LiveRegion } from './ui/announce.tsx';
import { Page } from './ui/page.tsx';
import { Empty, Loading, Notice, ProblemNotice } from './ui/problem.tsx';

export function App() {
  return (
    <>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <Header />
      <ClockNotice />
      <Content />
      <Footer />
      {session.value.state === 'known' && <Followed />}
      {session.value.state === 'known' && <BackupQuestion />}
      <KeyCommands />
      <LiveRegion />
    </>
  );
}

/** On every page: the badge of the alerts, the icon of the tab and the palette need it, too. */
function Followed() {
  useOverview();
  return null;
}

function Content() {
  const known = session.value;
  if (known.state === 'asking')
    return (
      <main id="main" class="page">
        <Loading what="Holdfast" />
      </main>
    );
  if (known.state === 'anonymous') return <LoginPage why={known.why} />;
  if (known.state === 'problem')
    return (
      <Page title="Holdfast">
        <ProblemNotice problem={known.problem} onRetry={() => void loadSession()} />
      </Page>
    );
  return <Routed to={route.value} />;
}

function Routed({ to }: { to: Route }) {
  useEffect(() => {
    const wanted = takeWayBack();
    if (wanted !== null && to.page === 'listed') goTo(wanted);
    // Who is known has nothing to do there.
    else if (to.page === 'login') goTo('/');
  }, [to.page]);
  if (to.page === 'listed') {
    const { page: Listed } = PAGES[to.path];
    return <Listed key={to.path} />;
  }
  if (to.page === 'cluster') return <ClusterPage key={to.cluster} cluster={to.cluster} view={to.view} />;
  if (to.page === 'run')
    return (
      <RunPage
        key={`${to.cluster} ${to.kind} ${to.number}`}
        kind={to.kind}
        cluster={to.cluster}
        number={to.number}
      />
    );
  return (
    <Page title="There is no such page">
      <Empty title="Nothing is at this address">
        <a href="/">Back to clusters</a>
      </Empty>
    </Page>
  );
}

/** Ages would be wrong if this computer's clock were taken for the server's. */
function ClockNotice() {
  const off = clockIsOff.value;
  if (off === 0) return null;
  return (
    <div class="clock-notice">
      <Notice tone="warn" icon="clock">
        The clock of this computer is {rough(Math.abs(off))} {off > 0 ? 'behind' : 'ahead of'} the server's.
        Ages and times here go by the server's.
      </Notice>
    </div>
  );
}
