import { describe, expect, it } from '@jest/globals';
import { splitBaseUrl } from './management-url.ts';

describe('splitBaseUrl', () => {
  it.each([
    ['http://operate:9600', 'http://operate:9600', 'operate:9600'],
    ['http://operate:9600/', 'http://operate:9600', 'operate:9600'],
    ['https://apps.example.com/operate', 'https://apps.example.com/operate', 'apps.example.com:443'],
    ['http://host/actuator-base', 'http://host/actuator-base', 'host:80'],
    ['http://host:8080/a/b//', 'http://host:8080/a/b', 'host:8080'],
    ['http://host/with%20blank/?q=1#x', 'http://host/with%20blank', 'host:80'],
    ['http://[::1]:9600/zeebe', 'http://[::1]:9600/zeebe', '[::1]:9600'],
  ])('keeps the context path of %s', (text, base, address) => {
    expect(splitBaseUrl('operate', text)).toEqual({ base, address, auth: null });
  });

  it('takes credentials out', () => {
    expect(splitBaseUrl('operate', 'https://me:p%40ss@host/operate')).toEqual({
      base: 'https://host/operate',
      address: 'host:443',
      auth: { username: 'me', password: 'p@ss' },
    });
  });
});
