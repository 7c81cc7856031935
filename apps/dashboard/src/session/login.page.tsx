import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { call } from '../api/holdfast.ts';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { Loading, Notice, ProblemNotice } from '../ui/problem.tsx';
import { useResource } from '../ui/resource.ts';
import { useTask } from '../ui/task.ts';
import { logIn } from './session.ts';
import { rememberWayBack } from './way-back.ts';
import type { WhyLogin } from './why-login.ts';

const WHY: Record<WhyLogin, string | null> = {
  new: null,
  expired: 'Your session has expired. Log in again to continue where you were.',
  ended: 'Your session has ended. Log in again to continue where you were.',
};

/** How to say who you are. Shown at any address, so that one gets where one wanted to. */
export function LoginPage({ why }: { why: WhyLogin }) {
  const { data, problem, reload } = useResource('ways', () => call('login.ways'));
  return (
    <Page title="Log in">
      <div class="panel login">
        {WHY[why] !== null && (
          <div role="status">
            <Notice tone="warn" icon="clock">
              {WHY[why]}
            </Notice>
          </div>
        )}
        {problem && <ProblemNotice problem={problem} onRetry={reload} />}
        {!data && !problem && <Loading what="how to log in" />}
        {data?.token && <TokenForm />}
        {data?.token && data.oidc && <p class="or">or</p>}
        {data?.oidc && (
          <a class="button button-plain" href={data.oidc.url} onClick={rememberWayBack}>
            Log in with {data.oidc.label}
          </a>
        )}
        {data && !data.token && !data.oidc && (
          <p>
            No way to log in is configured. See <code>access</code> in holdfast.yaml.
          </p>
        )}
      </div>
    </Page>
  );
}

function TokenForm() {
  const token = useSignal('');
  const field = useRef<HTMLInputElement>(null);
  // There is nothing else to do on this page.
  useEffect(() => field.current?.focus(), []);
  const task = useTask();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (token.value !== '') task.start(() => logIn(token.value));
      }}
    >
      <label class="field">
        Token
        <input
          ref={field}
          type="password"
          autocomplete="current-password"
          required
          maxLength={512}
          value={token.value}
          onInput={({ currentTarget: { value } }) => (token.value = value)}
        />
      </label>
      {task.problem && <ProblemNotice problem={task.problem} />}
      <Button type="submit" kind="primary" busy={task.busy}>
        {task.busy ? 'Logging in …' : 'Log in'}
      </Button>
    </form>
  );
}
