import { parseJson, type AnswerBounds } from '#http';

/** The body of an answer, and whether it is what its content type promised: also not when it goes beyond the bounds. */
export interface ParsedBody {
  body: unknown;
  broken: boolean;
}

/** Some proxies lose the content type, so what looks like JSON is tried as such. */
export function parseBody(
  text: string,
  contentType: string,
  bounds?: Pick<AnswerBounds, 'values'>,
): ParsedBody {
  const promised = /\bjson\b/i.test(contentType);
  if (text.trim() === '') return { body: null, broken: false };
  if (!promised && !/^\s*[[{]/.test(text)) return { body: text, broken: false };
  try {
    return { body: parseJson(text, bounds), broken: false };
  } catch {
    return { body: text, broken: promised };
  }
}
