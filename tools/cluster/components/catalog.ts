import { broker } from './broker.ts';
import type { Component } from './component.ts';
import { elasticsearch } from './elasticsearch.ts';
import type { ComponentName } from './names.ts';
import { opensearch } from './opensearch.ts';
import { s3 } from './s3.ts';
import { operate, tasklist } from './web-app.ts';

export const CATALOG: Readonly<Record<ComponentName, Component>> = {
  es: elasticsearch,
  os: opensearch,
  s3,
  broker,
  operate,
  tasklist,
};
