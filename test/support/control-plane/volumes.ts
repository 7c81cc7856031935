import type { KubeClient } from './kube-client.ts';

/** Volumes of no class for claims of no class: there is no storage behind them, as no image runs. */
export async function addVolumes(kube: KubeClient, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1)
    await kube.ask({
      ...{ method: 'POST', path: '/api/v1/persistentvolumes' },
      body: {
        ...{ apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: `volume-${index}` } },
        spec: {
          capacity: { storage: '32Gi' },
          accessModes: ['ReadWriteOnce'],
          persistentVolumeReclaimPolicy: 'Retain',
          hostPath: { path: '/nowhere' },
        },
      },
    });
}
