import type { DynamicModule } from '@nestjs/common';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import { BullBoardModule } from '@bull-board/nestjs';
import { needsLogin, type HoldfastConfig } from '#config';
import { QUEUES } from '#contracts';

export const BULL_BOARD_PATH = '/admin/queues';

/** Bull Board can delete jobs, so it is there only where a login is required, or a password of its own was set. */
export function hasBullBoard({ bullBoard, access }: HoldfastConfig): boolean {
  return bullBoard !== undefined || needsLogin(access);
}

export function bullBoardModules(config: HoldfastConfig): DynamicModule[] {
  if (!hasBullBoard(config)) return [];
  return [
    BullBoardModule.forRoot({
      route: BULL_BOARD_PATH,
      adapter: ExpressAdapter,
      boardOptions: { uiConfig: { boardTitle: 'Holdfast queues' } },
    }),
    BullBoardModule.forFeature(...QUEUES.map((name) => ({ name, adapter: BullMQAdapter }))),
  ];
}
