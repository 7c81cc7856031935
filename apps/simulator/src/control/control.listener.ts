import { writeAnswer } from '../http/answer.writer.ts';
import type { Answer, Call } from '../http/call.ts';
import { ComponentListener } from '../http/component.listener.ts';
import type { Port } from '../http/component.listener.ts';
import { readCall } from '../http/read-call.ts';
import { route } from '../http/router.ts';
import { problem } from './control.answers.ts';
import type { ControlledSimulator } from './controlled-simulator.ts';
import { controlRoutes } from './control.routes.ts';

const fallbacks = {
  notFound: () => problem(404, 'There is nothing at this path. See docs/simulator.md for the control API.'),
  methodNotAllowed: (_: unknown, allowed: readonly string[]) => ({
    ...problem(405, `Only ${allowed.join(', ')} can be done here.`),
    headers: { Allow: allowed.join(', ') },
  }),
};

/** Names of this machine: a page that leads here by another name (DNS rebinding) must not direct anything. */
const HERE = /^(127(\.\d{1,3}){3}|localhost|\[::1\])(:\d{1,5})?$/i;
const SAFE = ['GET', 'HEAD'];

/** Why a call is not listened to: a page in a browser could have sent it. */
function refusalOf({ method, headers, body }: Call): Answer | null {
  if (!HERE.test(headers.host ?? ''))
    return problem(
      403,
      'The control API answers to the names of this machine only: use 127.0.0.1 or localhost.',
    );
  if (SAFE.includes(method)) return null;
  if (headers.origin !== undefined)
    return problem(403, 'A page in a browser must not direct the simulation.');
  if (body !== '' && !/^application\/json\b/i.test(headers['content-type'] ?? ''))
    return problem(415, 'Send the body as application/json.');
  return null;
}

/** The one listener for the director of the simulation, as opposed to the clients of its components. */
export async function startControl(
  simulator: ControlledSimulator,
  port: Port,
): Promise<{ readonly url: string; readonly port: number; close(): Promise<void> }> {
  const routes = controlRoutes(simulator);
  const listener = new ComponentListener(port, (request, response) => {
    readCall(request, 'control')
      .then((call) => refusalOf(call) ?? route(routes, fallbacks, call))
      .catch((error: unknown) => problem(500, String(error)))
      .then((answer) => writeAnswer(response, answer))
      .catch(() => response.destroy());
  });
  await listener.setOpen(true);
  return { url: listener.url, port: listener.boundPort, close: () => listener.setOpen(false) };
}
