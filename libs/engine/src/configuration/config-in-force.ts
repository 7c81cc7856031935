import { secretsIn, type HoldfastConfig } from '#config';

/**
 * The configuration that this process works by. The file may change at any time, so what is injected as `CONFIG` is
 * `view`: each look at one of its sections finds the configuration of that moment. Keep the view, and read a section
 * when it is needed; a section that is kept in a field grows old.
 */
export class ConfigInForce {
  readonly view: HoldfastConfig;
  private config: HoldfastConfig;
  private names: ReadonlySet<string> = new Set();
  private readonly known = new Set<string>();

  constructor(config: HoldfastConfig) {
    this.config = config;
    this.noteSecrets();
    this.view = viewOf(() => this.config);
  }

  /** As it is now. It never changes itself. */
  get now(): HoldfastConfig {
    return this.config;
  }

  /** Clusters that the file no longer has, and that something still holds. Nothing new may be started on them. */
  get leaving(): ReadonlySet<string> {
    return this.names;
  }

  /**
   * The secrets of every configuration that was in force in this process, longest first: a log or an answer on record may be
   * older than the present one.
   */
  get secrets(): readonly string[] {
    return [...this.known].sort((one, other) => other.length - one.length);
  }

  replace(config: HoldfastConfig, leaving: ReadonlySet<string>): void {
    this.config = config;
    this.names = leaving;
    this.noteSecrets();
  }

  private noteSecrets(): void {
    for (const secret of secretsIn(this.config)) this.known.add(secret);
  }
}

/** Reads through to what is in force. It has no property of its own, so none can be out of date. */
function viewOf(now: () => HoldfastConfig): HoldfastConfig {
  const refuse = (): never => {
    throw new Error('the configuration in force can only be replaced as a whole');
  };
  return new Proxy({} as HoldfastConfig, {
    get: (_, key) => Reflect.get(now(), key) as unknown,
    has: (_, key) => Reflect.has(now(), key),
    ownKeys: () => Reflect.ownKeys(now()),
    // Of a proxy without properties, only what could change may be described.
    getOwnPropertyDescriptor: (_, key) => {
      const found = Reflect.getOwnPropertyDescriptor(now(), key);
      return found && { ...found, configurable: true };
    },
    set: refuse,
    deleteProperty: refuse,
    defineProperty: refuse,
  });
}
