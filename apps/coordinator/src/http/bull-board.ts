import { createHash, timingSafeEqual } from 'node:crypto';
import type { DynamicModule } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import { BullBoardModule } from '@bull-board/nestjs';
import type { NextFunction, Request, Response } from 'express';
import type { HoldfastConfig } from '#config';
import { QUEUES } from '#contracts';

export const BULL_BOARD_PATH = '/admin/queues';

/** Bull Board can delete jobs, so it is there only where a password was set. */
export function bullBoardModules(config: HoldfastConfig): DynamicModule[] {
  if (!config.bullBoard) return [];
  return [
    BullBoardModule.forRoot({
      route: BULL_BOARD_PATH,
      adapter: ExpressAdapter,
      boardOptions: { uiConfig: { boardTitle: 'Holdfast queues' } },
    }),
    BullBoardModule.forFeature(...QUEUES.map((name) => ({ name, adapter: BullMQAdapter }))),
  ];
}

/** Must be registered before the module's own routes. */
export function guardBullBoard(app: NestExpressApplication, config: HoldfastConfig): void {
  const access = config.bullBoard;
  if (!access) return;
  const expected = digest(`${access.user}:${access.password.reveal()}`);
  app.use(BULL_BOARD_PATH, (request: Request, response: Response, next: NextFunction) => {
    const given = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (
      given !== undefined &&
      timingSafeEqual(digest(Buffer.from(given, 'base64').toString('utf8')), expected)
    ) {
      next();
      return;
    }
    response
      .status(401)
      .set('WWW-Authenticate', 'Basic realm="Holdfast queues"')
      .send('A user name and a password are needed.');
  });
}

/** Equal lengths for the comparison, whatever was sent. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
