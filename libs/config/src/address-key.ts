/** The same for every way to write one address: without credentials, and with the usual names of this machine as one. */
export function addressKey(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) return url;
  const { protocol, hostname, port, pathname } = parsed;
  const host = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)
    ? 'localhost'
    : hostname.replace(/\.$/, '');
  const usual = protocol === 'https:' ? '443' : '80';
  return `${host}:${port === '' ? usual : port}${pathname.replace(/\/+$/, '')}`;
}
