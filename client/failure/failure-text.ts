// Why a request brought nothing, in one sentence. Codes that mean something special on one page are put into words there.
import type { Failed } from '../text/failed.ts';
import { localeOf, type Lang } from '../text/numerals.ts';
import { pageOf, wrongOrigin, type OriginMessages } from '../text/wrong-origin.ts';
import type { Messages } from './messages.fa.ts';

export type FailureMessages = Messages & { wrongOrigin: OriginMessages };

/** The wait in words: in seconds, from a minute on in whole minutes; "a while" if the server sends none. */
export function waitText({ retryAfter }: Failed, { aWhile }: Pick<Messages, 'aWhile'>, lang: Lang): string {
  if (retryAfter === undefined) return aWhile;
  const unit = retryAfter < 60 ? 'second' : 'minute';
  const count = Math.max(1, unit === 'second' ? retryAfter : Math.ceil(retryAfter / 60));
  return new Intl.NumberFormat(localeOf[lang], { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}

export function failureText(failed: Failed, m: FailureMessages, lang: Lang): string {
  switch (failed.code) {
    case 'offline':
      return m.offline;
    case 'wrong-origin':
      return `${wrongOrigin(failed.document, m.wrongOrigin)} ${m.originLine(pageOf(failed.document))}`;
    case 'forbidden':
      return m.forbidden;
    case 'unauthorized':
      return m.signedOut;
    case 'too-many-requests':
      return m.limited(waitText(failed, m, lang));
    case 'second-factor-first':
      return m.secondFactorFirst;
    case 'confirm-first':
      return m.confirmFirst;
    case 'directory-away':
      return m.directoryAway(m.away[reasonOf(failed)] ?? m.away['unexpected'] ?? '');
    case 'not-let-in':
      return m.notLetIn[reasonOf(failed)] ?? m.forbidden;
    case 'of-directory':
      return m.ofDirectory;
    case 'too-busy':
      return m.busy;
    case 'log-unwritable':
      return m.unwritable;
    case 'revoked-here-only':
      return m.revokedHereOnly;
    case 'body-too-large':
      return m.tooLarge;
    case 'too-many-rows':
      return m.tooManyRows(new Intl.NumberFormat(localeOf[lang]).format(Number(failed.document['most'])));
    default:
      return m.other(failed.code);
  }
}

const reasonOf = ({ document: { reason } }: Failed): string => (typeof reason === 'string' ? reason : '');
