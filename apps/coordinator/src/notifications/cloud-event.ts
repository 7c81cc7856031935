import type { Message } from './message.ts';

/** A notification as a CloudEvent 1.0 in structured JSON. The same notification has the same id, however often it is sent. */
export interface CloudEvent {
  specversion: '1.0';
  id: string;
  source: string;
  type: string;
  subject?: string;
  time: string;
  datacontenttype: 'application/json';
  data: unknown;
}

export function cloudEvent(notification: Message): CloudEvent {
  const { id, at, type, ...data } = notification;
  const cluster = clusterOf(notification);
  const subject = 'alert' in notification ? notification.alert.kind : undefined;
  return {
    specversion: '1.0',
    id,
    source: cluster === null ? '/holdfast' : `/holdfast/clusters/${cluster}`,
    type: `io.holdfast.${type}`,
    ...(subject !== undefined && { subject }),
    time: at,
    datacontenttype: 'application/json',
    data,
  };
}

function clusterOf(notification: Message): string | null {
  if ('alert' in notification) return notification.alert.cluster;
  return 'cluster' in notification ? notification.cluster : null;
}
