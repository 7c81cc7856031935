import type { IncomingHttpHeaders } from 'node:http';
import type { Caller } from '../effects/effect.ts';

/** A request as the machines see it. `path` has the query string, `pathname` has not. */
export interface Call {
  /** What it is about: a broker, or the web applications that are part of it from 8.8 on. */
  readonly component: string;
  /** The listener that it came in by, where that is not the component. */
  readonly listener?: string;
  readonly method: string;
  readonly path: string;
  readonly pathname: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly caller: Caller;
}

export interface Answer {
  readonly status: number;
  /** Absent: an answer without body and without content type. */
  readonly body?: string;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the call changed (or will change) anything in the cluster. */
  readonly performed?: boolean;
  /** The component never answers. */
  readonly silent?: boolean;
}

export type Handler = (call: Call) => Answer | Promise<Answer>;

/** Some answers take their time; the others are there at once. */
export const isLate = (answer: Answer | Promise<Answer>): answer is Promise<Answer> => 'then' in answer;
