import { Secret, withoutCredentials } from './secret.ts';

/** Shorter values would be found in the middle of harmless words. */
const SHORTEST = 4;
const MASK = '[secret]';
const HASH = /^sha256:[0-9a-f]{64}$/;

/** Every secret value that a configuration holds, and the passwords in its addresses, longest first. */
export function secretsIn(config: unknown): string[] {
  const found = new Set<string>();
  collect(config, found);
  return [...found].filter((value) => value.length >= SHORTEST).sort((a, b) => b.length - a.length);
}

/**
 * Takes secrets out of a text, wherever they came from: the known values, as they are and as JSON, base64 or a URL would
 * write them, and whatever looks like credentials of an address or of an Authorization header.
 */
export function redact(text: string, secrets: readonly string[]): string {
  const known = secrets.flatMap(spellings).reduce((all, secret) => all.replaceAll(secret, MASK), text);
  return (
    known
      // No scheme is longer; without a bound a long word takes time by the square of its length.
      .replace(/([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/@"'\\]+@/gi, `$1${MASK}@`)
      .replace(/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, `$1 ${MASK}`)
  );
}

/** A configuration as it may be shown: secrets masked, and addresses without their credentials. */
export function shownConfig(config: unknown): unknown {
  // The hash of a token that a person chose can be attacked by guessing.
  if (config instanceof Secret || (typeof config === 'string' && HASH.test(config))) return MASK;
  if (Array.isArray(config)) return config.map(shownConfig);
  if (typeof config === 'object' && config !== null)
    return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, shownConfig(value)]));
  return typeof config === 'string' && hasCredentials(config) ? withoutCredentials(config) : config;
}

function spellings(secret: string): string[] {
  const plain = [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)];
  return [...new Set([...plain, Buffer.from(secret).toString('base64').replace(/=+$/, '')])];
}

function collect(value: unknown, found: Set<string>): void {
  if (value instanceof Secret) {
    found.add(value.reveal());
    collect(value.reveal(), found);
  } else if (typeof value === 'string' && hasCredentials(value)) {
    // A user's name is no secret, and may be a word that stands everywhere.
    found.add(decoded(new URL(value).password));
  } else if (typeof value === 'object' && value !== null) {
    for (const each of Object.values(value)) collect(each, found);
  }
}

/** As it is meant; as it is where it has a % that stands for nothing. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function hasCredentials(text: string): boolean {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username !== '' || password !== '';
}
