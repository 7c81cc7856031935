import { MONTH_YAML } from './month.yaml.ts';
import { renderMonth } from './render-month.ts';
import { simulateMonth } from './simulate-month.ts';

process.stdout.write(`${MONTH_YAML}\n${renderMonth(simulateMonth())}\n`);
