import type { ComponentChildren } from 'preact';
import type { ApiProblem } from '../api/http.ts';
import { Button } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';
import type { Tone } from './state.ts';
import { Words } from './words.tsx';

/** Something to know before all else. */
export function Notice({
  tone,
  icon,
  children,
}: {
  tone: Tone;
  icon: IconName;
  children: ComponentChildren;
}) {
  return (
    <div class={`notice tone-${tone}`}>
      <Icon name={icon} />
      <div>{children}</div>
    </div>
  );
}

export function ProblemNotice({ problem, onRetry }: { problem: ApiProblem; onRetry?: () => void }) {
  return (
    <div role="alert">
      <Notice tone="bad" icon="cross">
        <strong>{problem.title}.</strong> <Words text={problem.detail} />{' '}
        {onRetry && (
          <Button kind="link" onPress={onRetry}>
            Try again
          </Button>
        )}
      </Notice>
    </div>
  );
}

export function Loading({ what }: { what: string }) {
  return (
    <p class="loading" role="status">
      <Icon name="spinner" /> Loading {what} …
    </p>
  );
}

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children && <p>{children}</p>}
    </div>
  );
}
