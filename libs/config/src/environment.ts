/** The variables that Holdfast reads. The only place that touches process.env. */
export interface Environment {
  HOLDFAST_CONFIG?: string;
  HOLDFAST_REDIS_URL?: string;
  HOLDFAST_REDIS_URL_FILE?: string;
  HOLDFAST_REDIS_PASSWORD?: string;
  HOLDFAST_REDIS_PASSWORD_FILE?: string;
  HOLDFAST_LOG_LEVEL?: string;
  HOLDFAST_HEALTH_HOST?: string;
  HOLDFAST_HEALTH_PORT?: string;
  /** Directory for what a process must know again after a kill. */
  HOLDFAST_STATE?: string;
  /** OpenTelemetry's own: where spans go (OTLP over HTTP). Without it nothing is traced. */
  OTEL_EXPORTER_OTLP_ENDPOINT?: string;
  /** Where the command line finds Holdfast: its address, or the name of a context, which it keeps below XDG_CONFIG_HOME. */
  HOLDFAST_URL?: string;
  HOLDFAST_CONTEXT?: string;
  XDG_CONFIG_HOME?: string;
  /** The token that the command line shows to Holdfast, or the file that holds it. */
  HOLDFAST_TOKEN?: string;
  HOLDFAST_TOKEN_FILE?: string;
  /** Any other, for `${NAME}` references in the configuration. */
  [name: string]: string | undefined;
}

export function environment(): Environment {
  return process.env;
}
