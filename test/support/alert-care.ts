import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Api } from './api.ts';

/** Acknowledges and silences the alert of the cluster "alerted" on the page of alerts, ends the silence, and returns. */
export async function careForAlert(page: Page, api: Api): Promise<void> {
  await page.getByRole('link', { name: /^Alerts/ }).click();
  await page.getByRole('button', { name: /^Acknowledge .* of alerted$/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Note (optional)' }).fill('the disk is being replaced');
  await dialog.getByRole('button', { name: 'Acknowledge it' }).click();
  await page.getByText(/Acknowledged by anonymous .*: the disk is being replaced$/).waitFor();
  await page.getByRole('button', { name: /^Silence .* of alerted$/ }).click();
  await dialog.getByRole('combobox', { name: 'For' }).selectOption('4 hours');
  await dialog.getByRole('button', { name: 'Silence it' }).click();
  await page.getByText(/Silenced by anonymous until/).waitFor();
  const { items } = await api.read('silence.list');
  expect(items).toMatchObject([{ cluster: 'alerted', kind: 'last-backup-failed', by: 'anonymous' }]);
  expect(Date.parse(items[0]!.until) - Date.parse(items[0]!.at)).toBe(4 * 3_600_000);
  await page.getByRole('button', { name: 'End the silence of alerted' }).click();
  await page.getByText(/Silenced by/).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Clusters', exact: true }).click();
}
