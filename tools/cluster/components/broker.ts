import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cluster } from '../cluster.ts';
import { ask, dig } from '../http.ts';
import { loopback } from '../ports.ts';
import type { Component } from './component.ts';
import { installJavaFor, launchProgram, versionAt } from './camunda.ts';
import { BUCKET, S3_KEY } from './s3.ts';

const PARTITIONS = 2;
export const INDEX_PREFIX = 'zeebe-record';

export const broker: Component = {
  name: 'broker',
  title: 'Zeebe broker',
  ports: ['gateway', 'gatewayGrpc', 'brokerCommand', 'brokerInternal', 'brokerManagement'],
  install: installJavaFor,
  prepare: async (cluster) => {
    await mkdir(brokerData(cluster), { recursive: true });
    const mainClass = 'io.camunda.application.StandaloneBroker';
    return launchProgram({ name: 'broker', mainClass, env: brokerEnvironment(cluster) }, cluster);
  },
  ready: async ({ ports }) => {
    const health = await ask(`${loopback(ports.brokerManagement)}/actuator/health/readiness`);
    return (
      health?.status === 200 &&
      everyPartitionHasLeader((await ask(`${loopback(ports.gateway)}/v2/topology`))?.body)
    );
  },
  version: ({ ports }) => versionAt(ports.brokerManagement),
};

/** The broker calls itself ready before its gateway knows the partitions, and refuses to pause exporting until then. */
export function everyPartitionHasLeader(topology: unknown): boolean {
  const brokers = dig(topology, 'brokers');
  if (!Array.isArray(brokers)) return false;
  const partitions = brokers.flatMap((each: unknown) => dig(each, 'partitions') ?? []);
  return (
    partitions.filter((each) => String(dig(each, 'role')).toLowerCase() === 'leader').length === PARTITIONS
  );
}

export function brokerData({ at }: Cluster): string {
  return join(at.dir, 'data', 'broker');
}

/** The restore program gets the same: it must find the same store and the same data directory. */
export function brokerEnvironment(cluster: Cluster): Record<string, string> {
  return { ...network(cluster), ...storage(cluster), ...exporter(cluster) };
}

function network({ ports }: Cluster): Record<string, string> {
  return {
    SERVER_ADDRESS: '127.0.0.1',
    SERVER_PORT: String(ports.gateway),
    MANAGEMENT_SERVER_ADDRESS: '127.0.0.1',
    MANAGEMENT_SERVER_PORT: String(ports.brokerManagement),
    ZEEBE_BROKER_NETWORK_HOST: '127.0.0.1',
    ZEEBE_BROKER_NETWORK_COMMANDAPI_PORT: String(ports.brokerCommand),
    ZEEBE_BROKER_NETWORK_INTERNALAPI_PORT: String(ports.brokerInternal),
    ZEEBE_BROKER_GATEWAY_ENABLE: 'true',
    ZEEBE_BROKER_GATEWAY_NETWORK_HOST: '127.0.0.1',
    ZEEBE_BROKER_GATEWAY_NETWORK_PORT: String(ports.gatewayGrpc),
  };
}

/** A backup holds whole log segments, so they are small here; and a developer's disk may be rather full. */
function storage(cluster: Cluster): Record<string, string> {
  const store = loopback(cluster.ports.s3);
  return {
    ZEEBE_BROKER_CLUSTER_PARTITIONSCOUNT: String(PARTITIONS),
    ZEEBE_BROKER_DATA_DIRECTORY: brokerData(cluster),
    ZEEBE_BROKER_DATA_LOGSEGMENTSIZE: '16MB',
    ZEEBE_BROKER_DATA_DISK_FREESPACE_PROCESSING: '1GB',
    ZEEBE_BROKER_DATA_DISK_FREESPACE_REPLICATION: '500MB',
    ZEEBE_BROKER_DATA_BACKUP_STORE: 'S3',
    ZEEBE_BROKER_DATA_BACKUP_S3_BUCKETNAME: BUCKET,
    ZEEBE_BROKER_DATA_BACKUP_S3_ENDPOINT: store,
    ZEEBE_BROKER_DATA_BACKUP_S3_REGION: 'us-east-1',
    ZEEBE_BROKER_DATA_BACKUP_S3_ACCESSKEY: S3_KEY,
    ZEEBE_BROKER_DATA_BACKUP_S3_SECRETKEY: S3_KEY,
    ZEEBE_BROKER_DATA_BACKUP_S3_FORCEPATHSTYLEACCESS: 'true',
  };
}

function exporter({ ports }: Cluster): Record<string, string> {
  const prefix = 'ZEEBE_BROKER_EXPORTERS_ELASTICSEARCH';
  return {
    CAMUNDA_DATABASE_URL: loopback(ports.elasticsearch),
    [`${prefix}_CLASSNAME`]: 'io.camunda.zeebe.exporter.ElasticsearchExporter',
    [`${prefix}_ARGS_URL`]: loopback(ports.elasticsearch),
    [`${prefix}_ARGS_BULK_SIZE`]: '100',
    [`${prefix}_ARGS_BULK_DELAY`]: '1',
    [`${prefix}_ARGS_INDEX_PREFIX`]: INDEX_PREFIX,
  };
}
