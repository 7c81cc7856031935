import { describe, expect, it } from '@jest/globals';
import {
  ANSWER_BOUNDS,
  BeyondBounds,
  LIST_BOUNDS,
  listBounds,
  parseJson,
  requireBounds,
} from './answer-bounds.ts';

const nested = (levels: number) => `${'{"a":['.repeat(levels / 2)}1${']}'.repeat(levels / 2)}`;

describe('parseJson', () => {
  it('takes what is nested as deep as allowed, and no level more', () => {
    expect(parseJson(nested(ANSWER_BOUNDS.depth))).toMatchObject({ a: [{ a: expect.anything() }] });
    expect(() => parseJson(`[${nested(ANSWER_BOUNDS.depth)}]`)).toThrow('nested deeper than 100 levels');
  });

  it('refuses a million levels without a stack of them', () => {
    expect(() => parseJson('['.repeat(1_000_000))).toThrow(BeyondBounds);
    expect(() => parseJson('{"caused_by":'.repeat(500_000))).toThrow(BeyondBounds);
  });

  it.each([
    ['empty lists', `[${'[],'.repeat(600_000)}[]]`],
    ['empty objects', `[${'{},'.repeat(600_000)}{}]`],
    ['numbers', `[${'0,'.repeat(1_100_000)}0]`],
  ])('refuses more than a million values: %s', (_, json) => {
    expect(() => parseJson(json)).toThrow('of more than 1,000,000 values');
  });

  it('takes brackets inside of text for text, whatever is escaped before them', () => {
    const texts = ['['.repeat(1000), '\\"'.repeat(200) + '{'.repeat(1000), '\\', '"', '\\\\"['];
    expect(parseJson(JSON.stringify(texts))).toEqual(texts);
  });

  it('leaves broken JSON to the parser', () => {
    expect(() => parseJson('{"a":')).toThrow(SyntaxError);
    expect(() => parseJson(']]]]')).toThrow(SyntaxError);
  });

  it.each([
    '{"__proto__":[]}',
    '{"a":[{"\\u005f_proto__":{"b":1}}]}',
    '{"constructor":{"prototype":{"b":1}}}',
  ])('refuses a key that reaches a prototype: %s', (json) => {
    expect(() => parseJson(json)).toThrow(SyntaxError);
  });

  it('takes such words as values, and a plain constructor', () => {
    const value = { name: '__proto__', constructor: 'a' };
    expect(parseJson(JSON.stringify(value))).toEqual(value);
  });

  it('reads more values where the caller allows them', () => {
    const many = `[${'0,'.repeat(1_100_000)}0]`;
    expect(parseJson(many, { values: 1_200_000 })).toHaveLength(1_100_001);
  });
});

describe('the bounds of a list', () => {
  const MIB = 1024 * 1024;

  it.each([
    ['a small container', 128, 20, 1_000_000],
    ['half a gibibyte', 512, 32, 1_600_000],
    ['the usual process', 2_048, 128, 6_400_000],
    ['a large machine', 16_384, 128, 6_400_000],
  ])('grow with the memory of the process, between two limits: %s', (_, heap, bytes, values) => {
    expect(listBounds(heap * MIB)).toEqual({ bytes: bytes * MIB, values });
  });

  it('are those of this process', () => {
    expect(LIST_BOUNDS.bytes).toBeGreaterThanOrEqual(ANSWER_BOUNDS.bytes);
    expect(LIST_BOUNDS.values).toBeGreaterThanOrEqual(ANSWER_BOUNDS.values);
  });

  it('hold for what is asked with them, and for nothing else', () => {
    const many = `[${'0,'.repeat(1_100_000)}0]`;
    expect(() => requireBounds(many)).toThrow('of more than 1,000,000 values');
    expect(() => requireBounds(many, { values: 1_200_000 })).not.toThrow();
  });
});
