import type { Notification } from '#contracts';

/** Notifications in words, for people. */
export interface Mail {
  subject: string;
  text: string;
}

export function inMail(notification: Notification): Mail {
  const { headline, lines } = wordsOf(notification);
  return { subject: `[holdfast] ${headline}`, text: [headline, '', ...lines, ''].join('\n') };
}

/** Slack's markup, which others understand, too. `&`, `<` and `>` would be taken for it. */
export function inSlack(notification: Notification): string {
  const { headline, lines } = wordsOf(notification);
  return [`*${escape(headline)}*`, ...lines.map(escape)].join('\n');
}

function wordsOf(notification: Notification): { headline: string; lines: string[] } {
  if (notification.type === 'test')
    return { headline: 'test', lines: [`${notification.by} wanted to see whether this arrives. It did.`] };
  if (notification.type === 'backup.completed')
    return { headline: `${notification.cluster}: backup ${notification.backupId} completed`, lines: [] };
  const { cluster, kind, severity, subject, since, message, mend } = notification.alert;
  const about = `${cluster}: ${kind}${subject === null ? '' : ` (${subject})`}`;
  if (notification.type === 'alert.resolved')
    return {
      headline: `resolved ${about}`,
      lines: [`It was: ${message}`, `From ${since} to ${notification.at}`],
    };
  return { headline: `${severity} ${about}`, lines: [message, mend, `Since ${since}`] };
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
