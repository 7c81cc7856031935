import { describe, expect, it } from '@jest/globals';
import { connectionTrouble, placeOf, troubleInWords } from './connection-trouble.ts';

describe('why no answer came', () => {
  it.each([
    ['ENOTFOUND', 'unknown-host', 'the host name is not known. Check its address and the name service.'],
    ['ECONNREFUSED', 'refused', 'nothing listens there. Check that it runs and that its address is right.'],
    ['ECONNRESET', 'cut-off', 'the connection was cut off before the answer was whole.'],
    ['ETIMEDOUT', 'silent', 'nothing answers there (ETIMEDOUT).'],
    ['EPROTO', 'failed', 'no answer (EPROTO).'],
  ])('%s is %s', (code, trouble, words) => {
    expect(connectionTrouble(code)).toBe(trouble);
    expect(troubleInWords(code, 'address')).toContain(words);
  });
});

describe('the place of an address', () => {
  it.each([
    ['http://erika:secret@zeebe:9600/actuator?x=1', 'zeebe:9600'],
    ['https://elastic', 'elastic'],
    ['erika:secret@elastic:9200', 'elastic:9200'],
  ])('of %s is %s, without login and path', (address, place) => expect(placeOf(address)).toBe(place));
});
