import { RECORDING_BOUNDS, type Exchange } from './recording.ts';

/** What the clients of a cluster asked and were answered, in the order of the calls, within the bounds of a recording. */
export class Tape {
  readonly exchanges: Exchange[] = [];
  private characters = 0;
  private isFull = false;

  /** Whether everything is on it. Otherwise it cannot be replayed. */
  get isWhole(): boolean {
    return !this.isFull;
  }

  /** As it is asked. The answer is put into the same object later, with `keep`. */
  begin(exchange: Exchange): void {
    if (this.exchanges.length >= RECORDING_BOUNDS.exchanges) this.fill();
    if (!this.isFull) this.exchanges.push(exchange);
  }

  keep(exchange: Exchange, answered: Pick<Exchange, 'status' | 'type' | 'body'>): void {
    this.characters += exchange.path.length + exchange.request.length + answered.body.length;
    if (this.characters > RECORDING_BOUNDS.characters) this.fill();
    if (!this.isFull) Object.assign(exchange, answered);
  }

  /** A part of a recording is of no use, and takes memory. */
  private fill(): void {
    this.isFull = true;
    this.exchanges.length = 0;
  }
}
