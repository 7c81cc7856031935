import { useSignal } from '@preact/signals';
import type { RetentionPreview, RetentionRun } from '#contracts';
import { call } from '../api/holdfast.ts';
import { allowed } from '../session/session.ts';
import { plural } from '../time/format.ts';
import { Ago } from '../time/time.tsx';
import { announce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { useTask } from '../ui/task.ts';

interface ApplyProps {
  preview: RetentionPreview;
  onApplied: (run: RetentionRun) => void;
  /** It does not ask again: by now it may delete other sets than the preview shows. */
  onClosed: () => void;
}

const doomedBy = ({ decisions }: RetentionPreview) => decisions.filter(({ verdict }) => verdict === 'delete');

/** Has done what a preview showed. What is asked about stays as it was read, whatever happens meanwhile. */
export function Apply({ preview, onApplied, onClosed }: ApplyProps) {
  const asked = useSignal<RetentionPreview | null>(null);
  const doomed = doomedBy(preview);
  if (!allowed('apply retention')) return null;
  return (
    <>
      <Button
        kind="danger"
        disabled={doomed.length === 0 || preview.problems.length > 0}
        onPress={() => (asked.value = preview)}
      >
        {doomed.length === 0 ? 'Nothing to delete' : `Delete ${plural(doomed.length, 'set')} …`}
      </Button>
      {asked.value && (
        <ConfirmApply
          preview={asked.value}
          onApplied={onApplied}
          onClose={() => {
            asked.value = null;
            onClosed();
          }}
        />
      )}
    </>
  );
}

interface ConfirmApplyProps {
  preview: RetentionPreview;
  onApplied: (run: RetentionRun) => void;
  onClose: () => void;
}

function ConfirmApply({ preview, onApplied, onClose }: ConfirmApplyProps) {
  const task = useTask();
  const { cluster, hash } = preview;
  const doomed = doomedBy(preview);
  const apply = (): void =>
    task.start(async () => {
      onApplied(await call('retention.apply', { params: { cluster }, body: { hash } }));
      announce(`Retention of ${cluster} began to delete ${plural(doomed.length, 'set')}`);
      onClose();
    });
  return (
    <Confirm
      title={`Delete ${plural(doomed.length, 'set')} of ${cluster}?`}
      action="Apply retention"
      danger
      task={task}
      onConfirm={apply}
      onClose={onClose}
    >
      <p>They are deleted one after the other, each under the lock of the cluster, and do not come back:</p>
      <ul class="doomed">
        {doomed.map(({ backupId, startedAt }) => (
          <li key={backupId}>
            <span class="figure">{backupId}</span> {startedAt !== null && <Ago at={startedAt} />}
          </li>
        ))}
      </ul>
      <p class="small">
        What you read is what is done: hash <span class="figure">{hash.slice(0, 12)}</span>
      </p>
    </Confirm>
  );
}
