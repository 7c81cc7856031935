import pc from 'picocolors';

/**
 * Colours for a terminal alone. picocolors also paints where `CI` is set, and a log that is read by a script, or sent
 * to a file, must stay plain text; `FORCE_COLOR` asks for them all the same.
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
