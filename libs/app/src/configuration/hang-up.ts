type Listener = () => void;

/** SIGHUP, which would end the process if it came before the process is ready for it. One for each process. */
class HangUp {
  private listener: Listener | null = null;
  private isListening = false;
  private isMissed = false;

  /** From now on the signal does not end the process. Idempotent. */
  listen(): void {
    if (this.isListening) return;
    this.isListening = true;
    process.on('SIGHUP', () => {
      if (this.listener) this.listener();
      else this.isMissed = true;
    });
  }

  /** @param listener called for each signal, and for one that came before; null for none */
  on(listener: Listener | null): void {
    this.listener = listener;
    if (!this.isMissed || listener === null) return;
    this.isMissed = false;
    listener();
  }
}

export const HANG_UP = new HangUp();
