import pc from 'picocolors';

/**
 * Colours only for a terminal. picocolors also paints where `CI` is set, but a log that a script reads, or that goes to a
 * file, must stay plain text. `FORCE_COLOR` turns them on anyway.
 */
export function coloursFor(
  out: { isTTY?: boolean },
  env: Record<string, string | undefined>,
): ReturnType<typeof pc.createColors> {
  const painted = out.isTTY === true || Boolean(env.FORCE_COLOR);
  return pc.createColors(painted && pc.isColorSupported);
}

/** For everything that goes to standard output. */
export const paint = coloursFor(process.stdout, process.env);
