/** How an action went. What was only started ends as time passes. */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly why: string }
  | {
      readonly kind: 'begun';
      isOver(): boolean;
      /** Asked once it is over: why it did not succeed, if it did not. */
      complaint(): string | undefined;
    };

export const done: Outcome = { kind: 'done' };

export const refused = (why: string): Outcome => ({ kind: 'refused', why });

export const refusedIf = (why: string | undefined): Outcome => (why === undefined ? done : refused(why));

export function doneAfter(change: () => void): Outcome {
  change();
  return done;
}
