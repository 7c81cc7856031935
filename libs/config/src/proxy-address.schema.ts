import { isIP } from 'node:net';
import { z } from 'zod';

/** An address, or a network as address and prefix. One that covers all addresses would trust every client. */
export const proxyAddress = z.string().refine((text) => {
  const [address = '', prefix, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  if (prefix === undefined) return true;
  return /^[1-9]\d{0,2}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128);
}, 'must be the address of a proxy or a network such as 10.1.0.0/16, with a prefix of at least 1');
