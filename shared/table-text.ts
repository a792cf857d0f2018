// The text of a table in a file, in whichever way a spreadsheet program or another system wrote it.

/**
 * Excel saves "Unicode text" as UTF-16, and "CSV" in the code page of Windows, which is 1256 where Persian is written. What is
 * valid UTF-8 is hardly ever anything else.
 */
export function tableText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1256').decode(bytes);
  }
}
