import type { Run } from '#contracts';
import { Mark } from '../ui/mark.tsx';
import { CHECK_LOOKS } from '../ui/state.ts';
import { plural } from '../time/format.ts';
import { Words } from '../ui/words.tsx';

type Check = Run['checks'][number];

/** Checks: those that failed with their remedies, the others behind a toggle. */
export function Checks({ checks }: { checks: readonly Check[] }) {
  const failed = checks.filter((check) => !check.ok);
  const passed = checks.filter((check) => check.ok);
  return (
    <>
      {failed.length > 0 && (
        <ul class="checks">
          {failed.map((check) => (
            <CheckLine key={`${check.name} ${check.message}`} check={check} />
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
