import { timingSafeEqual } from 'node:crypto';
import { hashOfToken, type HoldfastConfig, type TokenConfig } from '#config';

/** The tokens of the configuration, as it is at each look. */
export class TokenBook {
  constructor(private readonly config: Pick<HoldfastConfig, 'access'>) {}

  /** The entry of a token that a caller shows; null for one that is not known, or that has expired. */
  find(token: string, now = Date.now()): TokenConfig | null {
    const given = Buffer.from(hashOfToken(token));
    // Every entry is compared to its end, so that the time it takes tells nothing.
    const found = this.config.access.tokens.filter(({ hash }) => timingSafeEqual(Buffer.from(hash), given));
    return found.find((each) => isValid(each, now)) ?? null;
  }

  /** The entry of a name; null where it is gone or has expired. It may have another token than before. */
  again(name: string, now = Date.now()): TokenConfig | null {
    return this.config.access.tokens.find((each) => each.name === name && isValid(each, now)) ?? null;
  }
}

function isValid({ expires }: TokenConfig, now: number): boolean {
  return expires === undefined || expires > now;
}
