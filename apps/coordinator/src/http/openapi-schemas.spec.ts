import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { asOpenApi, namedSchemas } from './openapi-schemas.ts';

const part = z.strictObject({ size: z.int().min(0) }).meta({ id: 'SpecPart' });
const whole = z
  .strictObject({ parts: z.array(part), newest: part.nullable().describe('null for none') })
  .meta({ id: 'SpecWhole' });

describe('a schema with an id', () => {
  it('is a reference, and so is each below it; both are among the named ones', () => {
    expect(asOpenApi(whole)).toEqual({ $ref: '#/components/schemas/SpecWhole' });
    expect(namedSchemas()).toMatchObject({
      SpecPart: { type: 'object', required: ['size'] },
      SpecWhole: {
        properties: {
          parts: { items: { $ref: '#/components/schemas/SpecPart' } },
          newest: { nullable: true, description: 'null for none' },
        },
      },
    });
  });

  it('is not needed: any other is written where it is', () => {
    expect(asOpenApi(z.strictObject({ name: z.string() }))).toMatchObject({
      type: 'object',
      properties: { name: { type: 'string' } },
    });
  });
});
