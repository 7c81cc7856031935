/**
 * Tasklist prints its JSON as Jackson's default pretty printer does: objects over several lines, arrays on
 * the line where they begin, and a space on both sides of the colon.
 */
export function jacksonPretty(value: unknown, indent = ''): string {
  if (Array.isArray(value)) {
    if (value.length === 0) return '[ ]';
    return `[ ${value.map((item) => jacksonPretty(item, indent)).join(', ')} ]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length === 0) return '{ }';
  const inner = `${indent}  `;
  const lines = entries.map(
    ([key, item]) => `${inner}${JSON.stringify(key)} : ${jacksonPretty(item, inner)}`,
  );
  return `{\n${lines.join(',\n')}\n${indent}}`;
}
