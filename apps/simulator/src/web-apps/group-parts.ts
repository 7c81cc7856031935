/** Parts by backup, in the order in which the backups first occur. */
export function groupParts<Part>(
  parts: readonly Part[],
  backupIdOf: (part: Part) => number,
): Map<number, Part[]> {
  const groups = new Map<number, Part[]>();
  for (const part of parts) {
    const id = backupIdOf(part);
    groups.set(id, [...(groups.get(id) ?? []), part]);
  }
  return groups;
}
