import { APPS } from '#contracts';

/** An image of `deploy/Dockerfile`: its target there, and the name under which it is published. */
export interface AppImage {
  readonly name: string;
  /** Folders of `dist/apps` that are in it; the first is the one that it runs. */
  readonly apps: readonly [string, ...string[]];
  /** Whether it is built on the layer that all processes of Holdfast share. */
  readonly sharesLayer: boolean;
  /** The simulator is for the demo of docker-compose.yml and for tests. */
  readonly published: boolean;
}

/** A coordinator answers to `holdfast …` in its own container. */
const WITH_CLI = ['coordinator', 'standalone'];

function imageOf(app: string): AppImage {
  return {
    name: `holdfast-${app}`,
    apps: [app, ...(app === 'standalone' ? APPS : []), ...(WITH_CLI.includes(app) ? ['cli'] : [])],
    sharesLayer: !['cli', 'simulator'].includes(app),
    published: app !== 'simulator',
  };
}

/** One for each folder of `apps`; the dashboard is in those of the coordinator. */
export const APP_IMAGES: readonly AppImage[] = [...APPS, 'standalone', 'cli', 'simulator'].map(imageOf);

/** What coordinators serve and no program imports: folders of `dist/apps`. */
export const SERVED = ['dashboard', 'docs'];

/** A coordinator with the programs that commands of a restore call; published under the tag `<version>-commands`. */
export const COMMANDS_TARGET = 'holdfast-coordinator-commands';
