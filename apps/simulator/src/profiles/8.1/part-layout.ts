import type { PartLayout } from '../../web-apps/part-layout.ts';
import { separateLayout } from '../../web-apps/part-layout.ts';
import type { WebAppName } from '../../web-apps/web-app.state.ts';

/** The snapshots of 8.1 do not carry the id of their backup: later versions read it from the name. */
export const earlyLayout = (app: WebAppName): PartLayout => ({
  ...separateLayout(app),
  metadata: ({ version }, partNo, partCount) => ({ partCount, partNo, version }),
});
