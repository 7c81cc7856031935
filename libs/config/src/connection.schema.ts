import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { secret } from './secret.schema.ts';
import { sigv4Schema } from './sigv4.schema.ts';
import { Secret } from './secret.ts';

/** Characters that a header cannot carry unchanged. */
const plain = (what: string) =>
  z
    .string()
    .min(1, 'is empty')
    .regex(/^\P{Cc}*$/u, `has characters that no ${what} has`);

const tokenUrl = z
  .string()
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    'is not an http(s) address; write for example https://login.example.com/oauth/token',
  )
  .refine(
    (text) => !URL.canParse(text) || (new URL(text).username === '' && new URL(text).password === ''),
    'must not hold credentials; use clientId and clientSecret',
  );

const ways = {
  basic: z
    .strictObject({
      username: plain('user name').regex(/^[^:]*$/, 'must not have a colon'),
      password: secret(),
    })
    .optional(),
  bearer: z
    .strictObject({
      token: secret().refine(
        (token) => /^[\x21-\x7e]+$/.test(token.reveal()),
        'has blanks or other characters that no token has',
      ),
    })
    .optional(),
  oauth: z
    .strictObject({
      tokenUrl,
      clientId: plain('client id'),
      clientSecret: secret(),
      audience: z.string().min(1).optional(),
      scope: z.string().min(1).optional(),
    })
    .optional(),
};

/** Whether exactly one of the ways is configured. */
const isOne = (auth: Record<string, unknown>): boolean =>
  Object.values(auth).filter((each) => each !== undefined).length === 1;

const authSchema = z.strictObject(ways).refine(isOne, 'must have exactly one of basic, bearer and oauth');

/** Of a search engine, which AWS may run. */
const engineAuthSchema = z
  .strictObject({ ...ways, sigv4: sigv4Schema.optional() })
  .refine(isOne, 'must have exactly one of basic, bearer, oauth and sigv4');

/** The path of a PEM file, which is read now: a file that is missing is better known at start than at the first call. */
const pemFile = (what: string, check: (pem: string) => unknown) =>
  z.string().transform((path, context) => {
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      context.addIssue({
        code: 'custom',
        message: `cannot be read (${code ?? 'no reason'}); give the path of a PEM file that Holdfast may read`,
      });
      return z.NEVER;
    }
    try {
      check(text);
      return text;
    } catch {
      context.addIssue({ code: 'custom', message: `does not hold ${what} as PEM` });
      return z.NEVER;
    }
  });

const certificate = (pem: string): unknown => new X509Certificate(pem);

const tlsSchema = z
  .strictObject({
    ca: pemFile('a certificate', certificate).optional(),
    cert: pemFile('a certificate', certificate).optional(),
    key: pemFile('a private key without a password', createPrivateKey)
      .transform((text) => new Secret(text))
      .optional(),
    servername: z
      .string()
      .regex(/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/, 'must be a host name, for example operate.internal')
      .optional(),
  })
  .superRefine(({ cert, key }, context) => {
    const problem = (path: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (cert !== undefined && key === undefined)
      problem('cert', 'needs tls.key, the file of its private key');
    if (key !== undefined && cert === undefined)
      problem('key', 'needs tls.cert, the file of its certificate');
    if (cert === undefined || key === undefined) return;
    if (!new X509Certificate(cert).checkPrivateKey(createPrivateKey(key.reveal())))
      problem('key', 'is not the private key of the certificate in tls.cert');
  });

/** How a component is reached, apart from its address. */
export const connection = { auth: authSchema.optional(), tls: tlsSchema.optional() };

/** The same of a search engine. */
export const engineConnection = { auth: engineAuthSchema.optional(), tls: tlsSchema.optional() };
