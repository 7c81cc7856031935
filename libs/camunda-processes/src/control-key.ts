import { StepFailure } from '#domain';

/** Keys become names of directories and objects. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;

/** @throws StepFailure refused when the key could mean anything but one plain name of 1 to 200 characters */
export function requireKey(key: string): void {
  if (PLAIN.test(key)) return;
  throw StepFailure.permanent(
    'refused',
    `"${key}" cannot name an action. Use 1 to 200 letters, digits, ".", "_" and "-", beginning with a letter or digit.`,
  );
}
