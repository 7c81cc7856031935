import { isIPv4 } from 'node:net';

/** Whether a host name or address can only mean this machine. Brackets of IPv6 are taken away. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  if (isIPv4(name)) return name.startsWith('127.');
  return name === 'localhost' || name === '::1' || name === '::ffff:127.0.0.1';
}
