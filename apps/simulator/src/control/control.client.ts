import type { LooseAction } from './action.words.ts';

/** Waits until the action has come to its end; rejects with the simulator's own words when it was refused or failed. */
export async function postAction(
  target: { readonly url: string; readonly cluster: string },
  action: LooseAction,
): Promise<void> {
  const path = `${target.url.replace(/\/$/, '')}/clusters/${encodeURIComponent(target.cluster)}/actions`;
  const response = await send(path, action);
  if (!response.ok)
    throw new Error(`${target.cluster}: ${action.action}: ${messageIn(await response.text())}`);
}

async function send(path: string, action: LooseAction): Promise<Response> {
  try {
    return await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'simulator-control' },
      body: JSON.stringify(action),
    });
  } catch (error) {
    // fetch itself says no more than that it failed.
    const { cause } = error as Error;
    throw new Error(`No answer from ${path}: ${cause instanceof Error ? cause.message : String(error)}`, {
      cause: error,
    });
  }
}

function messageIn(body: string): string {
  try {
    const { message } = JSON.parse(body) as { message?: unknown };
    return typeof message === 'string' ? message : body;
  } catch {
    return body;
  }
}
