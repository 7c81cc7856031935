/** What a person answered. */
export interface Confirmation {
  /** Unix ms. */
  confirmedAt: number;
  /** Who answered. */
  by: string;
  /** Whether it was done, or could not be. */
  ok: boolean;
  /** In the person's own words; null without any. */
  note: string | null;
}

export interface ConfirmationRequest {
  /** Unix ms. */
  requestedAt: number;
  instruction: string;
  /** The request was withdrawn; no one needs to act. */
  withdrawn: boolean;
  /** Null until an operator has answered. */
  answer: Confirmation | null;
}

/**
 * Requests to people of one cluster, and their answers. Kept where every process of Holdfast can see them. A request is
 * answered at most once, and the first answer stays.
 */
export abstract class Confirmations {
  /** Asks, unless that was asked or withdrawn under this key before. Idempotent. */
  abstract request(key: string, instruction: string): Promise<void>;

  /** Takes the request back unless it was answered; a key that was never asked can no longer be asked. Idempotent. */
  abstract withdraw(key: string): Promise<void>;

  /** Null when nothing was asked or withdrawn under this key. */
  abstract find(key: string): Promise<ConfirmationRequest | null>;
}
