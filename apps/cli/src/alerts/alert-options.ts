import { Argument, Option } from '@commander-js/extra-typings';
import { ALERT_KINDS } from '#domain';

/** The kind of an alert, as `holdfast alerts` lists it. */
export const kindArgument = () => new Argument('<kind>', 'as `alerts` lists it').choices(ALERT_KINDS);

export const subjectOption = () =>
  new Option('--subject <text>', 'what the alert is about, as `alerts` shows it in brackets');
