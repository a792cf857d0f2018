/** This Redis cannot hold a log. The message says what was expected, what came, and what to set. */
export class RedisUnfit extends Error {}
