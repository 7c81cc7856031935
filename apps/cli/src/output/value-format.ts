import { escapeHidden } from '#domain';

/** How a value is written for a program, with the end of its last line. */
export interface ValueFormat {
  whole(value: unknown): string;
  /** One of many that come over time. */
  oneOfMany(value: unknown): string;
}

export const JSON_FORMAT: ValueFormat = {
  whole: (value) => `${escapeHidden(JSON.stringify(value, null, 2))}\n`,
  oneOfMany: (value) => `${escapeHidden(JSON.stringify(value))}\n`,
};
