import { boot } from '#step-worker';
import { STANDALONE } from './standalone.app.ts';

void boot(STANDALONE);
