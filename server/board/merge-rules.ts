// How two reports of one fact are merged, so that neither order nor repetition matters (B2).

/**
 * One report of a fact: when, whether it is only approximate or even assumed, and the event that reported it. `supposed`: 1 where other
 * events hint at it, 2 where none does.
 */
export type Reported<T> = { value: T; at: number; approx: boolean; supposed?: 1 | 2; id: string; source?: string };

/**
 * The report that counts: an exact one before an approximate one, that before an assumed one, then the earlier, then the
 * smaller id (of a source before another's).
 */
export function earliest<T>(known: Reported<T> | undefined, report: Reported<T>): Reported<T> {
  if (!known) return report;
  if (known.approx !== report.approx) return known.approx ? report : known;
  const [one, other] = [known.supposed ?? 0, report.supposed ?? 0];
  if (one !== other) return other < one ? report : known;
  if (known.at !== report.at) return report.at < known.at ? report : known;
  if (report.id !== known.id) return report.id < known.id ? report : known;
  return (report.source ?? '') < (known.source ?? '') ? report : known;
}

/** The report that counts where a later one corrects an earlier one: the later, then the greater id. */
export function latest<T>(known: Reported<T> | undefined, report: Reported<T>): Reported<T> {
  if (!known) return report;
  if (known.at !== report.at) return report.at > known.at ? report : known;
  return report.id > known.id ? report : known;
}

/**
 * `latest` for what nearly every event reports again: the report that is known is then moved on in place, so nobody may hold it. One of an
 * earlier time changes nothing.
 */
export function movedOn(known: Reported<string> | undefined, value: string, at: number, id: string): Reported<string> {
  if (known === undefined || known.value !== value || known.at === at)
    return latest(known, { value, at, approx: false, id });
  if (known.at < at) {
    known.at = at;
    known.id = id;
  }
  return known;
}
