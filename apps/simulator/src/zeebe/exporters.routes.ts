import type { Route } from '../http/router.ts';
import { json, plainType } from '../management/spring.answers.ts';

/** GET /actuator/exporters: which are configured; a pause does not show here. */
export const exportersRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/actuator/exporters',
    handle: () => json([{ exporterId: 'elasticsearch', status: 'ENABLED' }], plainType),
  },
];
