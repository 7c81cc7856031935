const PARTS = /^(\d+)\.(\d+)\./;

/**
 * Why two versions may not understand each other; null where they do. Before 1.0 a new second number may change the API,
 * later a new first one; within that, answers only grow.
 */
export function misfit(client: string, server: string): string | null {
  const [own, other] = [lineOf(client), lineOf(server)];
  if (own === null || other === null || own === other) return null;
  return `They may not understand each other: this program is ${client}, Holdfast is ${server}. Use the command line of ${other}.x.`;
}

/** Versions with the same one fit. */
function lineOf(version: string): string | null {
  const [, major, minor] = PARTS.exec(version) ?? [];
  if (major === undefined || minor === undefined) return null;
  return major === '0' ? `0.${minor}` : major;
}
