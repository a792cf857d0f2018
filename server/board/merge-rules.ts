// How two tellings of one fact are merged, so that neither order nor repetition matters (B2).

/** One report of a fact: when, whether it is only approximate or even assumed, and the event that reported it. */
export type Reported<T> = { value: T; at: number; approx: boolean; supposed?: true; id: string; source?: string };

/**
 * The report that counts: an exact one before an approximate one, that before an assumed one, then the earlier, then the
 * smaller id (of a source before another's).
 */
export function earliest<T>(known: Reported<T> | undefined, told: Reported<T>): Reported<T> {
  if (!known) return told;
  if (known.approx !== told.approx) return known.approx ? told : known;
  if (known.supposed !== told.supposed) return known.supposed ? told : known;
  if (known.at !== told.at) return told.at < known.at ? told : known;
  if (told.id !== known.id) return told.id < known.id ? told : known;
  return (told.source ?? '') < (known.source ?? '') ? told : known;
}

/** The report that counts where a later one corrects an earlier one: the later, then the greater id. */
export function latest<T>(known: Reported<T> | undefined, told: Reported<T>): Reported<T> {
  if (!known) return told;
  if (known.at !== told.at) return told.at > known.at ? told : known;
  return told.id > known.id ? told : known;
}
