import { describe, expect, it } from '@jest/globals';
import { FrameReader, readFrame } from './resp.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('readFrame', () => {
  it.each([
    ['+OK\r\n', 'OK'],
    [':42\r\n', 42],
    ['$-1\r\n', null],
    ['$0\r\n\r\n', ''],
    ['$4\r\na\r\nb\r\n', 'a\r\nb'],
    ['*-1\r\n', null],
    ['*2\r\n$3\r\nGET\r\n$1\r\nk\r\n', ['GET', 'k']],
    ['*2\r\n*1\r\n:1\r\n_\r\n', [[1], null]],
    ['%1\r\n+key\r\n:1\r\n', ['key', 1]],
  ])('reads %j', (text, value) => {
    expect(readFrame(bytes(text))).toEqual({ value, end: text.length });
  });

  it('waits for the rest of an incomplete frame', () => {
    const text = '*2\r\n$3\r\nGET\r\n$1\r\nk\r\n';
    for (let length = 0; length < text.length; length += 1) {
      expect(readFrame(bytes(text.slice(0, length)))).toBeNull();
    }
  });

  it('refuses text that is not this protocol', () => {
    expect(() => readFrame(bytes('GET / HTTP/1.1\r\n'))).toThrow(/protocol/);
  });
});

describe('FrameReader', () => {
  it('cuts a stream into values and keeps their bytes, however it arrives', () => {
    const text = '+OK\r\n$3\r\n\xff\x00\xfe\r\n:7\r\n';
    for (const size of [1, 2, 5, 100]) {
      const reader = new FrameReader();
      const frames = [];
      for (let at = 0; at < text.length; at += size)
        frames.push(...reader.push(bytes(text.slice(at, at + size))));
      expect(frames.map(({ value }) => value)).toEqual(['OK', '\xff\x00\xfe', 7]);
      expect(Buffer.concat(frames.map(({ raw }) => raw)).toString('latin1')).toBe(text);
    }
  });
});
