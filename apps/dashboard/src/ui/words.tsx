/** A sentence of the server, with commands in backticks. */
export function Words({ text }: { text: string }) {
  return (
    // eslint-disable-next-line holdfast/no-parsed-prose -- how it looks, and nothing else, depends on it
    <>{text.split('`').map((part, index) => (index % 2 === 0 ? part : <code key={index}>{part}</code>))}</>
  );
}
