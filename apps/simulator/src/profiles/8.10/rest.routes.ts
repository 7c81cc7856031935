import type { SimulatedCluster } from '../../cluster/simulated-cluster.ts';
import type { Tenant } from '../../cluster/tenant.ts';
import type { Answer, Call } from '../../http/call.ts';
import type { Parameters, Route } from '../../http/router.ts';
import type { ConfigurationMachine } from './configuration.machine.ts';
import { loginProblem } from './login.ts';
import type { Permission } from './login.ts';
import { problem } from './problem.answers.ts';

/** What a call of the REST API is about. */
export interface RestCall {
  readonly cluster: SimulatedCluster;
  readonly configuration: ConfigurationMachine;
  readonly tenant: Tenant;
  readonly call: Call;
  readonly given: Parameters;
}

export interface RestRoute {
  readonly method: string;
  /** Without `/v2` in front. */
  readonly path: string;
  /** One of them is enough; none: a login is. */
  readonly permissions: readonly Permission[];
  handle(rest: RestCall): Answer | Promise<Answer>;
}

/** Each route twice: of the default physical tenant, and of the one that the path names. */
export function restRoutes(
  cluster: SimulatedCluster,
  configuration: ConfigurationMachine,
  routes: readonly RestRoute[],
): Route[] {
  const answer = (route: RestRoute, call: Call, given: Parameters): Answer | Promise<Answer> => {
    const refusal = loginProblem(cluster.config.rest, call, ...route.permissions);
    if (refusal !== undefined) return refusal;
    const id = given.physicalTenant ?? 'default';
    const tenant = configuration.tenant(id);
    if (tenant === undefined) return problem(call, 404, `Physical tenant '${id}' does not exist`);
    return route.handle({ cluster, configuration, tenant, call, given });
  };
  return routes.flatMap((route) =>
    ['/v2', '/physical-tenants/:physicalTenant/v2'].map((inFront) => ({
      method: route.method,
      path: `${inFront}${route.path}`,
      handle: (call: Call, given: Parameters) => answer(route, call, given),
    })),
  );
}
