import type { DynamicModule } from '@nestjs/common';
import { ExpressAdapter } from '@bull-board/express';
import { BullBoardModule } from '@bull-board/nestjs';
import { needsLogin, type HoldfastConfig } from '#config';
import { appOf, BULL_BOARD_PATH, QUEUES } from '#contracts';
import { BullBoardQueue } from './bull-board-queue.ts';

/** Bull Board shows the data of jobs, so it is there only where a login is required, or a password of its own was set. */
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
    BullBoardModule.forFeature(
      ...QUEUES.map((name) => ({
        name,
        // Bull Board passes the options on to the adapter as they are.
        adapter: BullBoardQueue,
        options: { description: `served by ${appOf(name)}` },
      })),
    ),
  ];
}
