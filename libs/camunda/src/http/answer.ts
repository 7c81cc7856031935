import type { Component } from '#domain';

/** What a component answered, whatever the HTTP status. A call that got no whole answer is a StepFailure. */
export interface Answer {
  status: number;
  /** The parsed JSON; the raw text where the answer is not JSON; null where it is empty. */
  body: unknown;
  text: string;
  /** The component's own clock: its Date header (ms since the epoch). */
  date: number | null;
  /** Its Retry-After header, as sent. */
  retryAfter: string | null;
  question: Question;
}

/** Which call an answer belongs to, for messages. The URL never holds credentials. */
export interface Question {
  component: Component;
  /** Of the configuration: the section of the cluster that has the address. Without it, the component's name. */
  section?: string;
  method: string;
  url: string;
}
