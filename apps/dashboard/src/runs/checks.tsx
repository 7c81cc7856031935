import type { Run } from '#contracts';
import { groupFailures, type CheckGroup } from '#domain';
import { Mark } from '../ui/mark.tsx';
import { CHECK_LOOKS } from '../ui/state.ts';
import { plural } from '../time/format.ts';
import { Words } from '../ui/words.tsx';

type Check = Run['checks'][number];

/** Checks: those that failed by their cause and with its remedy, the others behind a toggle. */
export function Checks({ checks }: { checks: readonly Check[] }) {
  const failed = groupFailures(checks);
  const passed = checks.filter((check) => check.ok);
  return (
    <>
      {failed.length > 0 && (
        <ul class="checks">
          {failed.map((group) => (
            <FailedLine key={group.message} group={group} />
          ))}
        </ul>
      )}
      {passed.length > 0 && (
        <details>
          <summary>{plural(passed.length, 'check')} passed</summary>
          <ul class="checks">
            {passed.map((check) => (
              <CheckLine key={`${check.name} ${check.message}`} check={check} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** Checks with one cause: what it is, what to do about it, and which checks it failed. */
function FailedLine({ group: { message, remedy, checks } }: { group: CheckGroup<Check> }) {
  const [first, ...others] = checks;
  if (others.length === 0 && first) return <CheckLine check={first} />;
  return (
    <li class="check">
      <Mark look={CHECK_LOOKS.failed} word={plural(checks.length, 'check')} />
      <div>
        {message}{' '}
        {remedy !== null && (
          <span class="remedy">
            <Words text={remedy} />
          </span>
        )}
        <details>
          <summary>Which checks</summary>
          <p class="small">{checks.map(({ name }) => name).join(', ')}</p>
        </details>
      </div>
    </li>
  );
}

function CheckLine({ check }: { check: Check }) {
  const { name, component, ok, message, remedy } = check;
  return (
    <li class="check">
      <Mark look={ok ? CHECK_LOOKS.ok : CHECK_LOOKS.failed} word={name} />
      <div>
        <span class="small">{component}</span> <Words text={message} />{' '}
        {!ok && remedy !== null && (
          <span class="remedy">
            <Words text={remedy} />
          </span>
        )}
      </div>
    </li>
  );
}
