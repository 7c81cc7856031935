/** A value of Redis' wire protocol. Blobs are read as latin1, so that binary arguments keep their bytes. */
export type RespValue = string | number | null | RespValue[];

export interface Frame {
  readonly value: RespValue;
  readonly end: number;
}

const CR_LF = '\r\n';

/** The value that starts at `offset`; null while it is not complete yet. Both directions look the same. */
export function readFrame(buffer: Buffer, offset = 0): Frame | null {
  const lineEnd = buffer.indexOf(CR_LF, offset);
  if (lineEnd < 0) return null;
  const type = String.fromCharCode(buffer[offset] ?? 0);
  const text = buffer.toString('latin1', offset + 1, lineEnd);
  const next = lineEnd + CR_LF.length;
  switch (type) {
    case '$':
    case '=':
    case '!':
      return readBlob(buffer, next, Number(text));
    case '*':
    case '~':
    case '>':
      return readList(buffer, next, Number(text));
    case '%':
      return readList(buffer, next, Number(text) * 2);
    case ':':
      return { value: Number(text), end: next };
    case '_':
      return { value: null, end: next };
    case '+':
    case '-':
    case ',':
    case '#':
    case '(':
      return { value: text, end: next };
    default:
      throw new Error(`not Redis' protocol: ${JSON.stringify(type + text.slice(0, 40))}`);
  }
}

function readBlob(buffer: Buffer, start: number, length: number): Frame | null {
  if (length < 0) return { value: null, end: start };
  const end = start + length + CR_LF.length;
  if (buffer.length < end) return null;
  return { value: buffer.toString('latin1', start, start + length), end };
}

function readList(buffer: Buffer, start: number, count: number): Frame | null {
  if (count < 0) return { value: null, end: start };
  const values: RespValue[] = [];
  let end = start;
  for (let index = 0; index < count; index += 1) {
    const item = readFrame(buffer, end);
    if (item === null) return null;
    values.push(item.value);
    ({ end } = item);
  }
  return { value: values, end };
}

/** Cuts a stream of bytes into values, with the bytes of each. */
export class FrameReader {
  private rest = Buffer.alloc(0);

  push(chunk: Buffer): { value: RespValue; raw: Buffer }[] {
    this.rest = Buffer.concat([this.rest, chunk]);
    const frames: { value: RespValue; raw: Buffer }[] = [];
    let offset = 0;
    while (offset < this.rest.length) {
      const frame = readFrame(this.rest, offset);
      if (frame === null) break;
      frames.push({ value: frame.value, raw: this.rest.subarray(offset, frame.end) });
      offset = frame.end;
    }
    this.rest = this.rest.subarray(offset);
    return frames;
  }
}
