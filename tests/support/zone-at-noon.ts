// A province's clock far from midnight at any hour of the day: for tests whose server keeps the true time.

/** A time zone in which it is noon or a little later: what happened minutes ago happened today, whenever a test runs. */
export function zoneAtNoon(now = Date.now()): string {
  const offset = 12 - new Date(now).getUTCHours();
  // The names of Etc count hours west of Greenwich.
  return `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`;
}
