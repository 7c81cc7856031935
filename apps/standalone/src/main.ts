import { boot } from '#app';
import { STANDALONE } from './standalone.app.ts';

void boot(STANDALONE);
