// Names of the marks in a ledger's file that record its origin.

/** Id of the stream in Redis that it was filled from; empty or absent in an embedded log. */
export const STREAM_MARK = 'stream';
/** How far of that stream it has read: a repeat at its end stands in no row. */
export const READ_MARK = 'stream-read';
/** Id of the stream that the log was in before it was taken back. */
export const LEFT_MARK = 'stream-left';
/** Id of the stream that numbers are being taken out of. */
export const SCRUB_MARK = 'stream-scrubbed';
