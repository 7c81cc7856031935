import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { needsLogin, type HoldfastConfig } from '#config';
import { loginSchema, loginWaysSchema, meSchema, type LoginWays, type Me } from '#contracts';
import { CONFIG } from '#engine';
import { ApiProblem, asOpenApi } from '../../http/openapi.ts';
import { parseRequest } from '../../http/parse-request.ts';
import { ProblemError } from '../../http/problem.error.ts';
import { rememberIdentity } from '../caller.ts';
import { Open } from '../needs.decorator.ts';
import { RateLimits } from '../rate-limits.ts';
import { refusal } from '../refusal.ts';
import { cookieOf, giveSession, isSecure, SESSION_COOKIE, takeSession } from './session-cookie.ts';
import { Sessions } from './sessions.ts';

/** Logging in to the dashboard, and out. */
@ApiTags('access')
@Controller('api/v1')
export class SessionController {
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(RateLimits) private readonly limits: RateLimits,
  ) {}

  @Get('login')
  @Open('login.ways')
  @ApiOperation({ summary: 'How one can log in here' })
  @ApiOkResponse({ schema: asOpenApi(loginWaysSchema) })
  ways(): LoginWays {
    const { access } = this.config;
    const { oidc } = access;
    return {
      required: needsLogin(access),
      token: access.tokens.length > 0,
      oidc: oidc ? { label: oidc.label, url: '/auth/login' } : null,
    };
  }

  @Post('session')
  @HttpCode(200)
  @Open('login')
  @ApiOperation({
    summary: 'Log in with a token',
    description: 'Sets a cookie that ends with the token, and after 12 hours at the latest.',
  })
  @ApiBody({ schema: asOpenApi(loginSchema) })
  @ApiOkResponse({ schema: asOpenApi(meSchema) })
  @ApiProblem(400, 'The body is not JSON, or a field is wrong')
  @ApiProblem(401, 'The token is not known')
  @ApiProblem(413, 'The body is too large')
  @ApiProblem(415, 'The body is not JSON by its content type')
  @ApiProblem(503, 'Redis does not answer, and it has the sessions')
  async login(
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Me> {
    const { token } = parseRequest(loginSchema, body === undefined ? {} : body);
    const opened = await this.sessions.openForToken(token);
    if (opened === null) {
      if (!needsLogin(this.config.access))
        throw new ProblemError('unauthenticated', 'No token is configured here, and nobody has to log in.');
      await this.limits.countFailure(request, response);
      throw refusal({ caller: null, wrong: true });
    }
    const { id, me } = opened;
    const secure = isSecure(request, this.config.access.oidc?.publicUrl);
    giveSession(response, id, { secure, expiresAt: me.expiresAt });
    rememberIdentity(request, { caller: me });
    return me;
  }

  @Delete('session')
  @HttpCode(204)
  @Open('logout')
  @ApiOperation({ summary: 'Log out', description: 'Idempotent.' })
  @ApiNoContentResponse()
  @ApiProblem(503, 'Redis does not answer, and it has the sessions')
  async logout(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    const id = cookieOf(request, SESSION_COOKIE);
    if (id !== null) await this.sessions.close(id);
    takeSession(response);
  }
}
