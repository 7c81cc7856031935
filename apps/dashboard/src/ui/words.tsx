import { Time } from '../time/time.tsx';

/** Commands in backticks, and times as machines write them. */
const SPECIAL = /(`[^`]*`|\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/;

/** A sentence of the server: commands look like commands, and times are by the clock that was chosen. */
export function Words({ text }: { text: string }) {
  return (
    <>
      {/* eslint-disable-next-line holdfast/no-parsed-prose -- how it looks, and nothing else, depends on it */}
      {text.split(SPECIAL).map((part, index) => {
        if (index % 2 === 0) return part;
        return part.startsWith('`') ? (
          <code key={index}>{part.slice(1, -1)}</code>
        ) : (
          <Time key={index} at={part} zone />
        );
      })}
    </>
  );
}
