/** Why no whole answer came from an address, by the code of the error. */
export type ConnectionTrouble = 'unknown-host' | 'refused' | 'cut-off' | 'silent' | 'failed';

/** @param code of an error of node or axios; empty where it has none */
export function connectionTrouble(code: string): ConnectionTrouble {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'unknown-host';
    case 'ECONNREFUSED':
      return 'refused';
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'silent';
    case 'ERR_BAD_RESPONSE':
    case 'ECONNRESET':
    case 'ECONNABORTED':
    case 'EPIPE':
      return 'cut-off';
    default:
      return 'failed';
  }
}

/**
 * What happened, and what to look at.
 * @param code as it was reported, for what is none of the known troubles
 * @param address what the configuration calls the address: "management address"
 */
export function troubleInWords(code: string, address: string): string {
  switch (connectionTrouble(code)) {
    case 'unknown-host':
      return `the host name is not known. Check its ${address} and the name service.`;
    case 'refused':
      return `nothing listens there. Check that it runs and that its ${address} is right.`;
    case 'cut-off':
      return 'the connection was cut off before the answer was whole. Check whether it (or a proxy before it) was restarted.';
    case 'silent':
      return `nothing answers there (${code}). Check its ${address} and the network between.`;
    case 'failed':
      return `no answer (${code}). Check its ${address} and the network between.`;
  }
}

/** Host and port of an address, without what it may have of a login, a path or a query. */
export function placeOf(address: string): string {
  const url = URL.parse(address);
  return url === null || url.host === '' ? address.replace(/^.*@/, '') : url.host;
}
