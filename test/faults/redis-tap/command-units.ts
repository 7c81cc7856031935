import { FrameReader, type RespValue } from './resp.ts';

/** Commands that take effect together: a single one, or everything from MULTI to EXEC. */
export interface CommandUnit {
  readonly commands: readonly (readonly string[])[];
  readonly raw: Buffer;
}

const asCommand = (value: RespValue): string[] =>
  Array.isArray(value) ? value.map((word) => (typeof word === 'string' ? word : String(word))) : [];

/** ioredis sends a transaction as one pipeline, so waiting for its EXEC delays no other command. */
export class UnitReader {
  private readonly frames = new FrameReader();
  private open: { commands: string[][]; raw: Buffer[] } | null = null;

  push(chunk: Buffer): CommandUnit[] {
    const units: CommandUnit[] = [];
    for (const { value, raw } of this.frames.push(chunk)) {
      const command = asCommand(value);
      const name = command[0]?.toUpperCase();
      if (name === 'MULTI') this.open = { commands: [], raw: [] };
      const group = this.open ?? { commands: [], raw: [] };
      group.commands.push(command);
      group.raw.push(raw);
      if (this.open !== null && name !== 'EXEC' && name !== 'DISCARD') continue;
      this.open = null;
      units.push({ commands: group.commands, raw: Buffer.concat(group.raw) });
    }
    return units;
  }
}
