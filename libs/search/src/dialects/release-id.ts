/** A release as a number in which later ones are greater: `8.16.1` is 8160199. Pure. */
export function releaseId(version: string): number {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.-]/).map(Number);
  return major * 1_000_000 + minor * 10_000 + patch * 100 + 99;
}
