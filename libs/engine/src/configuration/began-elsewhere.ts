import { exportingPlace, type ClusterConfig } from '#config';
import { PLACE_FIELD, type RunStore } from '#redis';

/**
 * Whether a run pauses exporting somewhere else than where this process would resume it. An earlier build did not write where
 * that is; then it is taken for the same.
 * @throws ioredis' error
 */
export async function beganElsewhere(
  store: Pick<RunStore, 'field'>,
  cluster: ClusterConfig,
  { number }: { number: number },
): Promise<boolean> {
  const place = await store.field(cluster.name, number, PLACE_FIELD);
  return place !== null && place !== exportingPlace(cluster);
}
