import { KubeError, type KubeObject, specOf } from './kube-objects.ts';

const NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;
const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const QUALIFIED = /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;
const ENV_NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;

/**
 * The rules of the real server that a mistake of Holdfast could break; not all of its rules.
 * @throws KubeError 422
 */
export function validate(object: KubeObject): void {
  const problems = [...metadataProblems(object), ...(object.kind === 'Job' ? jobProblems(object) : [])];
  if (problems.length === 0) return;
  const { kind, metadata } = object;
  throw new KubeError(422, 'Invalid', `${kind} "${metadata.name}" is invalid: ${problems.join(', ')}`);
}

function metadataProblems({ kind, metadata }: KubeObject): string[] {
  const longest = kind === 'Job' ? 63 : 253;
  const labels = Object.entries(metadata.labels ?? {});
  return [
    ...(NAME.test(metadata.name) && metadata.name.length <= longest ? [] : ['metadata.name: Invalid value']),
    ...labels.filter(([key]) => !QUALIFIED.test(key)).map(([key]) => `metadata.labels: Invalid key "${key}"`),
    ...labels
      .filter(([, value]) => typeof value !== 'string' || value.length > 63 || !LABEL_VALUE.test(value))
      .map(([key]) => `metadata.labels: Invalid value of "${key}"`),
    ...Object.entries(metadata.annotations ?? {})
      .filter(([key, value]) => !QUALIFIED.test(key.toLowerCase()) || typeof value !== 'string')
      .map(([key]) => `metadata.annotations: Invalid "${key}"`),
  ];
}

function jobProblems(job: KubeObject): string[] {
  const { template, selector } = specOf(job, 'Job');
  const pod = template.spec;
  if (!pod) return ['spec.template.spec: Required value'];
  const volumes = (pod.volumes ?? []).map(({ name }) => name);
  const containers = [...pod.containers, ...(pod.initContainers ?? [])];
  const mounts = containers.flatMap(({ volumeMounts }) => volumeMounts ?? []);
  const env = containers.flatMap((container) => container.env ?? []);
  return [
    ...(selector ? ['spec.selector: Invalid value: field is set by the server'] : []),
    ...(['Never', 'OnFailure'].includes(pod.restartPolicy ?? 'Always')
      ? []
      : ['restartPolicy: Required value']),
    ...(pod.containers.length > 0 ? [] : ['spec.template.spec.containers: Required value']),
    ...(pod.hostname === undefined || (DNS_LABEL.test(pod.hostname) && pod.hostname.length <= 63)
      ? []
      : ['hostname: Invalid value']),
    ...(new Set(volumes).size === volumes.length ? [] : ['spec.template.spec.volumes: Duplicate value']),
    ...mounts
      .filter(({ name }) => !volumes.includes(name))
      .map(({ name }) => `volumeMounts: Not found: "${name}"`),
    ...env.filter(({ name }) => !ENV_NAME.test(name)).map(({ name }) => `env: Invalid value: "${name}"`),
    ...env
      .filter(({ value, valueFrom }) => value !== undefined && valueFrom !== undefined)
      .map(({ name }) => `env "${name}": may not have both value and valueFrom`),
    ...metadataProblems({
      ...job,
      kind: 'Pod',
      metadata: { ...job.metadata, ...template.metadata },
    }),
  ];
}

/**
 * What may not change once it is made.
 * @throws KubeError 422
 */
export function validateChange(before: KubeObject, after: KubeObject): void {
  validate(after);
  const frozen = {
    StatefulSet: ['volumeClaimTemplates', 'serviceName', 'selector'],
    Job: ['template', 'selector'],
  };
  const fields = after.kind in frozen ? frozen[after.kind as keyof typeof frozen] : [];
  for (const field of fields) {
    if (JSON.stringify(before.spec?.[field]) === JSON.stringify(after.spec?.[field])) continue;
    const message = `${after.kind} "${after.metadata.name}" is invalid: spec.${field}: field is immutable`;
    throw new KubeError(422, 'Invalid', message);
  }
}
