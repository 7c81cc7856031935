import type { Cluster } from '../cluster.ts';
import { ask } from '../http.ts';
import { loopback, type PortName } from '../ports.ts';
import { installJavaFor, launchProgram, versionAt } from './camunda.ts';
import type { Component } from './component.ts';
import { REPOSITORY } from './elasticsearch.ts';

interface WebApp {
  name: 'operate' | 'tasklist';
  title: string;
  mainClass: string;
  web: PortName;
  management: PortName;
  member: PortName;
}

export const operate = webApp({
  name: 'operate',
  title: 'Operate',
  mainClass: 'io.camunda.application.StandaloneOperate',
  web: 'operate',
  management: 'operateManagement',
  member: 'operateMember',
});

export const tasklist = webApp({
  name: 'tasklist',
  title: 'Tasklist',
  mainClass: 'io.camunda.application.StandaloneTasklist',
  web: 'tasklist',
  management: 'tasklistManagement',
  member: 'tasklistMember',
});

function webApp(app: WebApp): Component {
  return {
    name: app.name,
    title: app.title,
    ports: [app.web, app.management, app.member],
    install: installJavaFor,
    prepare: (cluster) => {
      const env = { ...network(app, cluster), ...backend(app, cluster) };
      return launchProgram({ name: app.name, mainClass: app.mainClass, env }, cluster);
    },
    ready: async ({ ports }) => {
      const health = await ask(`${loopback(ports[app.management])}/actuator/health/readiness`);
      return health?.status === 200;
    },
    version: ({ ports }) => versionAt(ports[app.management]),
  };
}

function network(app: WebApp, { ports }: Cluster): Record<string, string> {
  return {
    SERVER_ADDRESS: '127.0.0.1',
    SERVER_PORT: String(ports[app.web]),
    MANAGEMENT_SERVER_ADDRESS: '127.0.0.1',
    MANAGEMENT_SERVER_PORT: String(ports[app.management]),
    // Each is a member of its own one-node cluster, by default on every interface and on the broker's internal port.
    ZEEBE_GATEWAY_CLUSTER_HOST: '127.0.0.1',
    ZEEBE_GATEWAY_CLUSTER_PORT: String(ports[app.member]),
    ZEEBE_GATEWAY_CLUSTER_MEMBERID: app.name,
  };
}

function backend(app: WebApp, { ports }: Cluster): Record<string, string> {
  const prefix = `CAMUNDA_${app.name.toUpperCase()}`;
  const database = loopback(ports.elasticsearch);
  return {
    CAMUNDA_DATABASE_URL: database,
    [`${prefix}_ELASTICSEARCH_URL`]: database,
    [`${prefix}_ZEEBEELASTICSEARCH_URL`]: database,
    [`${prefix}_ZEEBE_GATEWAYADDRESS`]: `127.0.0.1:${ports.gatewayGrpc}`,
    [`${prefix}_ZEEBE_RESTADDRESS`]: loopback(ports.gateway),
    [`${prefix}_BACKUP_REPOSITORYNAME`]: REPOSITORY,
    [`${prefix}_CSRFPREVENTIONENABLED`]: 'false',
  };
}
