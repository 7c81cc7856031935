import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { confirmBackup } from '../overview/back-up-now.tsx';
import { clusterOf, overview } from '../overview/overview.store.ts';
import { heldBy } from '../overview/held.ts';
import { goTo } from '../routing/navigation.ts';
import { clusterHref } from '../routing/route.ts';
import { allowed, logOut, session } from '../session/session.ts';
import { chooseClock, clock } from '../time/zone.ts';
import { KeyHelp, singleKeys } from './key-help.tsx';
import { Keys, type Command } from './keys.ts';
import { listedPages } from './pages.tsx';
import { Palette } from './palette.tsx';
import type { PaletteItem } from './palette-items.ts';

const open = signal<'help' | 'palette' | null>(null);

export const openPalette = (): void => void (open.value = 'palette');
export const openKeyHelp = (): void => void (open.value = 'help');

/** Listens to the keys of every page, and shows the dialogs that they open. */
export function KeyCommands() {
  useEffect(() => {
    const keys = new Keys();
    const hear = (event: KeyboardEvent): void => {
      const typing = isTyping(event.target);
      const { key, ctrlKey, metaKey, altKey } = event;
      const at = performance.now();
      const command = keys.press({ key, ctrlKey, metaKey, altKey, typing, at }, singleKeys.value === 'on');
      // A dialog in front of the page has the keys.
      if (command === null || event.defaultPrevented || document.querySelector('dialog[open]')) return;
      if (session.value.state === 'known' && obey(command)) event.preventDefault();
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, []);
  const close = (): void => void (open.value = null);
  if (open.value === 'help') return <KeyHelp onClose={close} />;
  if (open.value === 'palette') return <Palette items={items()} onClose={close} />;
  return null;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

/** @returns whether there was something to do */
function obey(command: Command): boolean {
  if (command === 'help' || command === 'palette') {
    open.value = command;
    return true;
  }
  if (command === 'find') {
    const field = document.querySelector<HTMLInputElement>('main input[type="search"]');
    field?.focus();
    field?.select();
    return field !== null;
  }
  const wanted = listedPages().find(([, { key }]) => key === command.go);
  if (wanted) goTo(wanted[0]);
  return wanted !== undefined;
}

/** What this person may do now. */
function items(): PaletteItem[] {
  const names = overview.value?.clusters.map(({ name }) => name) ?? [];
  const startable = allowed('start backups')
    ? names.filter((name) => heldBy(clusterOf(name) ?? { current: null }) === null)
    : [];
  const other = clock.value === 'local' ? 'UTC' : 'local';
  const actions: [string, () => void][] = [
    [`Show times in ${other === 'UTC' ? 'UTC' : 'local time'}`, () => chooseClock(other)],
    ['Show the keys', openKeyHelp],
    ...(session.value.state === 'known' && session.value.me.via === 'session'
      ? ([['Log out', () => void logOut()]] as [string, () => void][])
      : []),
    ...startable.map((name): [string, () => void] => [
      `Back up ${name} now …`,
      () => (confirmBackup.value = name),
    ]),
  ];
  return [
    ...listedPages().map(([path, { title }]) => ({ label: title, kind: 'page', run: () => goTo(path) })),
    ...names.map((name) => ({ label: name, kind: 'cluster', run: () => goTo(clusterHref(name)) })),
    ...actions.map(([label, run]) => ({ label, kind: 'action', run })),
  ];
}
