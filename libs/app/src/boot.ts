import type { DynamicModule, NestApplicationOptions, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
// Not from the package itself, which also loads a parser of file uploads.
import { ExpressAdapter } from '@nestjs/platform-express/adapters/express-adapter.js';
import { ConfigError, environment, loadConfig, VERSION, type HoldfastConfig } from '#config';
import type { AppName } from '#contracts';
import { queuesOf } from '#contracts/jobs';
import { createLogger, startTracing } from '#observability';
import { UNDER_WAY } from '#engine';
import { HANG_UP } from './configuration/hang-up.ts';
import { exitSoon } from './exit.ts';
import { giveMemoryBack } from './give-memory-back.ts';
import { requireProcessors } from './require-processors.ts';

/** After SIGTERM a process has this long. */
const SHUTDOWN_MS = 25_000;
/**
 * Once no job has been under way for this time (ms) there is nothing to wait for, and the process ends whatever is still open:
 * BullMQ waits without end while Redis is down, and for the end of a connection that was just being made again.
 */
const NOTHING_MS = 3_000;
const LOOK_MS = 250;

export interface AppDefinition {
  name: AppName | 'standalone';
  /** The root module, made from the configuration. */
  module: (config: HoldfastConfig) => DynamicModule | Type;
  /** Where the app listens: its health page, and for the coordinator the API. */
  listen: (config: HoldfastConfig) => { host: string; port: number };
  /** Last touches before listening. */
  configure?: (app: NestExpressApplication, config: HoldfastConfig) => void;
}

/** Starts one process of Holdfast. A start-up problem is one readable message and exit code 2, never a trace. */
export async function boot(definition: AppDefinition): Promise<void> {
  try {
    HANG_UP.listen();
    const config = loadConfig(environment());
    const logger = createLogger(definition.name, environment().HOLDFAST_LOG_LEVEL);
    const tracing = await startTracing({
      app: definition.name,
      version: VERSION,
      endpoint: environment().OTEL_EXPORTER_OTLP_ENDPOINT,
    });
    const root = definition.module(config);
    const options: NestApplicationOptions = {
      logger,
      bodyParser: false,
      abortOnError: false,
      // A client that follows a run would keep the server, and with it the workers, from ending.
      forceCloseConnections: true,
    };
    const app = await NestFactory.create<NestExpressApplication>(root, new ExpressAdapter(), options);
    definition.configure?.(app, config);
    // Everything is loaded, and no queue is served yet.
    giveMemoryBack();
    await app.init();
    requireProcessors(app, queuesOf(definition.name));
    const { host, port } = definition.listen(config);
    endOnSignal(async () => {
      await app.close();
      await tracing?.stop();
    });
    await app.listen(port, host);
    announce(await app.getUrl());
  } catch (error) {
    process.stderr.write(`${startUpMessage(definition.name, error)}\n`);
    await exitSoon(2);
  }
}

/**
 * A parent that started us with an IPC channel learns the address, and takes us along when it dies: a child that
 * no longer has a parent would keep its port.
 */
function announce(address: string): void {
  if (!process.send) return;
  process.send({ ready: address });
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}

function startUpMessage(name: string, error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return `${name} cannot listen: ${message}. Another program uses that port; choose another one (http.port, or HOLDFAST_HEALTH_PORT for a worker).`;
  return `${name} cannot start: ${message}`;
}

function endOnSignal(close: () => Promise<void>): void {
  let ending = false;
  const end = (signal: string): void => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), SHUTDOWN_MS).unref();
    let nothingMs = 0;
    setInterval(() => {
      nothingMs = UNDER_WAY.isNothing ? nothingMs + LOOK_MS : 0;
      if (nothingMs >= NOTHING_MS) process.exit(0);
    }, LOOK_MS).unref();
    void close().then(
      () => exitSoon(0),
      (error: unknown) => {
        process.stderr.write(`closing after ${signal} failed: ${String(error)}\n`);
        return exitSoon(1);
      },
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}
