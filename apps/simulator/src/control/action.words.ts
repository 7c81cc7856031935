export type LooseAction = Readonly<Record<string, unknown>> & { readonly action: string };

/** `restoreBroker broker=0 backupId=7`, or the JSON that the control API takes. What it means is checked there. */
export function readAction(words: readonly string[]): LooseAction {
  const [first = '', ...rest] = words;
  if (first.trimStart().startsWith('{')) return readJson(words.join(' '));
  if (first.includes('=')) throw new Error(`The name of an action comes first, not "${first}".`);
  return { action: first, ...Object.fromEntries(rest.map(readField)) };
}

function readJson(text: string): LooseAction {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`This is not JSON: ${text}`);
  }
  return value as LooseAction;
}

function readField(word: string): [string, unknown] {
  const cut = word.indexOf('=');
  const text = word.slice(cut + 1);
  // A variable of the shell that is not set would go unnoticed otherwise.
  if (cut < 1 || text === '') throw new Error(`"${word}" is not field=value.`);
  return [word.slice(0, cut), readValue(text)];
}

/** Numbers and truths are what they look like; all else is text. */
function readValue(text: string): unknown {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  return text === 'true' || text === 'false' ? text === 'true' : text;
}
