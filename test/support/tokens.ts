import { hashOfToken, newToken } from '#config';

/** A token, and what the configuration says of it. */
export interface TestToken {
  token: string;
  entry: Record<string, unknown>;
}

export function aToken(name: string, role: string, more: Record<string, unknown> = {}): TestToken {
  const token = newToken();
  return { token, entry: { name, hash: hashOfToken(token), role, ...more } };
}
