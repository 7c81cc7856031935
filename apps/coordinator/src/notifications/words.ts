import { plainLine } from '#domain';
import type { Message } from './message.ts';

/** Notifications in words, for people. */
export interface Mail {
  subject: string;
  text: string;
}

export function inMail(notification: Message): Mail {
  const { headline, lines } = wordsOf(notification);
  return { subject: `[holdfast] ${headline}`, text: [headline, '', ...lines, ''].join('\n') };
}

/** Slack's markup, which others understand, too. `&`, `<` and `>` would be taken for it. */
export function inSlack(notification: Message): string {
  const { headline, lines } = wordsOf(notification);
  return [`*${escape(headline)}*`, ...lines.map(escape)].join('\n');
}

interface Words {
  headline: string;
  lines: string[];
}

/** Labels, and what components answered, may be part of it: each line is one line, and shows all that it has. */
function wordsOf(notification: Message): Words {
  const { headline, lines } = rawWordsOf(notification);
  return { headline: plainLine(headline), lines: lines.map(plainLine) };
}

function rawWordsOf(notification: Message): Words {
  if (notification.type === 'test')
    return { headline: 'test', lines: [`${notification.by} wanted to see whether this arrives. It did.`] };
  if (notification.type === 'backup.completed')
    return { headline: `${notification.cluster}: backup ${notification.backupId} completed`, lines: [] };
  const { cluster, kind, severity, subject, since, message, remedy, runbook } = notification.alert;
  const about = `${cluster}: ${kind}${subject === null ? '' : ` (${subject})`}`;
  if (notification.type === 'alert.resolved')
    return {
      headline: `resolved ${about}`,
      lines: [`It was: ${message}`, `From ${since} to ${notification.at}`],
    };
  return {
    headline: `${severity} ${about}`,
    lines: [message, remedy, `Runbook: ${runbook}`, `Since ${since}`],
  };
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
