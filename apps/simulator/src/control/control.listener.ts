import { writeAnswer } from '../http/answer.writer.ts';
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

/** The one listener for whoever directs the simulation, as opposed to those who live in it. */
export async function startControl(
  simulator: ControlledSimulator,
  port: Port,
): Promise<{ readonly url: string; readonly port: number; close(): Promise<void> }> {
  const routes = controlRoutes(simulator);
  const listener = new ComponentListener(port, (request, response) => {
    readCall(request, 'control')
      .then((call) => route(routes, fallbacks, call))
      .catch((error: unknown) => problem(500, String(error)))
      .then((answer) => writeAnswer(response, answer))
      .catch(() => response.destroy());
  });
  await listener.setOpen(true);
  return { url: listener.url, port: listener.boundPort, close: () => listener.setOpen(false) };
}
