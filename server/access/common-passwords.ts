// The passwords that are tried first, from a list that others keep.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const list = import.meta.resolve('@zxcvbn-ts/language-common/src/passwords.json');

/**
 * Whether one of these texts is in the list, which has small letters only. The file is read each time and searched as it is: a
 * password is chosen seldom, and the list as texts would stay in memory for good.
 */
export async function isListed(texts: readonly string[]): Promise<boolean> {
  const json = await readFile(fileURLToPath(list));
  return texts.some((text) => json.includes(JSON.stringify(text)));
}
