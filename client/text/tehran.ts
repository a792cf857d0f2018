/**
 * Minutes east of UTC in Iran, all year round since Mehr 1401, when daylight saving ended. For pages without a line to the
 * server, which would say it; a browser's own zone data may be older than that.
 */
export const TEHRAN_OFFSET = 210;
