/** A SHA-256 in hexadecimal digits: some of them read like a telephone number, and none is. */
export const digestPattern = /^[0-9a-f]{64}$/;
