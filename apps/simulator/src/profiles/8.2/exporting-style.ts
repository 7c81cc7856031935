import { actuatorType, compact } from '../../management/spring.answers.ts';
import type { Answer } from '../../http/call.ts';
import { enveloped, javaException } from '../../zeebe/exporting.routes.ts';
import type { ExportingStyle } from '../../zeebe/exporting.routes.ts';
import { releaseOf } from '../generation.ts';

/** The first patch of each minor with the soft pause; minors that are not named here have it from their start. */
const firstSoftPatch: Readonly<Record<string, number>> = {
  '8.1': Infinity,
  '8.2': 27,
  '8.3': 11,
  '8.4': 7,
  '8.5': 1,
};

const refused = (message: string | null): Answer => ({
  status: 500,
  contentType: actuatorType,
  body: compact(javaException(message)),
});

/** Before the soft pause, HTTP statuses were what they say, and `?soft=true` was not looked at: the pause is hard. */
export const plainCodes: ExportingStyle = {
  soft: false,
  answer: ({ failure, performed }) => ({
    ...(failure === undefined ? { status: 204 } : refused(failure)),
    performed,
  }),
  unknownOperation: () => refused(null),
};

export function exportingStyleOf(version: string): ExportingStyle {
  const release = releaseOf(version);
  const first = firstSoftPatch[release?.minor ?? ''] ?? 0;
  return release !== undefined && release.patch < first ? plainCodes : enveloped;
}
