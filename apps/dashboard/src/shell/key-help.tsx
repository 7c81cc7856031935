import type { ComponentChildren } from 'preact';
import { saved } from '../ui/saved.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { listedPages } from './pages.tsx';

/** Whether keys work without a modifier. */
export const { choice: singleKeys, choose: chooseSingleKeys } = saved('single-keys', ['on', 'off']);

/** Every key, and the switch for those that need no modifier. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl class="keys">
        <Key keys={['Ctrl', 'K']}>go to a cluster or page, or do something (on a Mac ⌘ K)</Key>
        <Key keys={['/']}>search</Key>
        {listedPages().map(([path, { key, title }]) => (
          <Key key={path} keys={['g', key]}>
            {title}
          </Key>
        ))}
        <Key keys={['?']}>these keys</Key>
        <Key keys={['Esc']}>close a dialog</Key>
      </dl>
      <label class="check-label">
        <input
          type="checkbox"
          checked={singleKeys.value === 'on'}
          onChange={({ currentTarget: { checked } }) => chooseSingleKeys(checked ? 'on' : 'off')}
        />
        Keys without Ctrl or ⌘ work
      </label>
      <div class="dialog-buttons">
        <Button onPress={onClose}>Close</Button>
      </div>
    </Dialog>
  );
}

function Key({ keys, children }: { keys: readonly string[]; children: ComponentChildren }) {
  return (
    <div>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
