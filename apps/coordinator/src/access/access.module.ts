import { Inject, Logger, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { accessWarnings, type HoldfastConfig } from '#config';
import { SessionStore } from '#redis';
import { guardedStore } from '#app';
import { CONFIG } from '#engine';
import { ClustersModule } from '../clusters/clusters.module.ts';
import { EventStreams } from './event-streams.ts';
import { StoresModule } from '../redis/stores.module.ts';
import { AccessGuard } from './access.guard.ts';
import { AuditController } from './audit/audit.controller.ts';
import { AuditPages } from './audit/audit-pages.ts';
import { AuditTargetInterceptor } from './audit/audit-target.interceptor.ts';
import { AuditTrail } from './audit/audit-trail.ts';
import { Authenticator } from './authenticator.ts';
import { AuthenticationMiddleware } from './authentication.middleware.ts';
import { LOGIN_STORE, OidcController } from './oidc/oidc.controller.ts';
import { OpenIdProvider } from './oidc/openid-provider.ts';
import { RateLimits } from './rate-limits.ts';
import { MeController } from './session/me.controller.ts';
import { SessionController } from './session/session.controller.ts';
import { SESSION_STORE, Sessions } from './session/sessions.ts';

/** Who may do what. Its guard stands before every route of the process. */
@Module({
  imports: [ClustersModule, StoresModule],
  controllers: [AuditController, MeController, OidcController, SessionController],
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: AuditTargetInterceptor },
    guardedStore(SESSION_STORE, (redis) => new SessionStore(redis, 'session')),
    guardedStore(LOGIN_STORE, (redis) => new SessionStore(redis, 'login')),
    AuditPages,
    AuditTrail,
    Authenticator,
    EventStreams,
    AuthenticationMiddleware,
    OpenIdProvider,
    RateLimits,
    Sessions,
  ],
  exports: [EventStreams],
})
export class AccessModule implements OnApplicationBootstrap {
  private readonly logger = new Logger('Access');

  constructor(@Inject(CONFIG) private readonly config: HoldfastConfig) {}

  onApplicationBootstrap(): void {
    for (const { message, remedy } of accessWarnings(this.config, Date.now()))
      this.logger.warn(`${message}. ${remedy}`);
  }
}
