export interface ServerSentEvent {
  id: string | null;
  event: string;
  data: string;
}

/** Takes a stream apart as it arrives, in whatever pieces. Comments are left out. */
export class EventParser {
  private rest = '';

  /** @returns the events that are whole by now */
  push(text: string): ServerSentEvent[] {
    const blocks = (this.rest + text).replaceAll('\r\n', '\n').split('\n\n');
    this.rest = blocks.pop() ?? '';
    return blocks.map(parse).filter((event) => event !== null);
  }
}

function parse(block: string): ServerSentEvent | null {
  const fields = new Map<string, string[]>();
  for (const line of block.split('\n')) {
    const match = /^(\w+): ?(.*)$/.exec(line);
    const [, name = '', value = ''] = match ?? [];
    if (match) fields.set(name, [...(fields.get(name) ?? []), value]);
  }
  const data = fields.get('data');
  if (!data) return null;
  return {
    id: fields.get('id')?.at(-1) ?? null,
    event: fields.get('event')?.at(-1) ?? 'message',
    data: data.join('\n'),
  };
}
