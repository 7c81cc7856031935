import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { VERSION } from '#config';
import { DOCS_PATH } from '#domain';
import { SCHEMES } from './openapi.ts';
import { namedSchemas } from './openapi-schemas.ts';

const DESCRIPTION = `Consistent backups of Camunda 8 Self-Managed clusters. Problems are RFC 9457 documents; times are RFC 3339 in UTC; ids are numbers.

[Dashboard](/) · [documentation](${DOCS_PATH}/) · [runbooks](${DOCS_PATH}/runbooks/)`;

/**
 * The API of this application as OpenAPI, in the version of the product.
 * @param sessionCookie the name of the cookie that has the id of a session
 */
export function openApiDocument(app: INestApplication, sessionCookie: string): OpenAPIObject {
  const about = new DocumentBuilder()
    .setTitle('Holdfast')
    .setDescription(DESCRIPTION)
    .setVersion(VERSION)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A token of access.tokens' }, SCHEMES.token)
    .addCookieAuth(sessionCookie, { type: 'apiKey', in: 'cookie' }, SCHEMES.session)
    .build();
  // The table has the tag of each route.
  const document = SwaggerModule.createDocument(app, about, { autoTagControllers: false });
  const { components = {} } = document;
  return {
    ...document,
    components: { ...components, schemas: { ...components.schemas, ...namedSchemas() } },
  };
}
