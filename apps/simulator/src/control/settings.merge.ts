const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The settings with a patch laid over them, level by level. */
export function mergeSettings(settings: unknown, patch: unknown): unknown {
  if (!isRecord(settings) || !isRecord(patch)) return patch;
  const merged = { ...settings };
  for (const [key, value] of Object.entries(patch)) merged[key] = mergeSettings(settings[key], value);
  return merged;
}
