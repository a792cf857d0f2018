// Secrets that stand in files of their own: NAME_FILE names the file of NAME, as Docker and systemd hand secrets out.

/** Settings that hold secrets. */
const SECRET_SETTINGS = ['REDIS_URL', 'TELEPHONY', 'LDAP_BIND_PASSWORD', 'OIDC_CLIENT_SECRET'] as const;
type Environment = Readonly<Record<string, string | undefined>>;

export type SecretFiles = {
  /** The content of the files, by setting. */
  values: Partial<Record<(typeof SECRET_SETTINGS)[number], string>>;
  /** The files, whose modes matter. */
  files: string[];
  /** One sentence each; no secret is repeated. */
  faults: string[];
};

/** `read` throws where it cannot. Lines are joined by commas: of several links each may have its own. */
export function readSecretFiles(environment: Environment, read: (file: string) => string): SecretFiles {
  const found: SecretFiles = { values: {}, files: [], faults: [] };
  for (const name of SECRET_SETTINGS) {
    const file = environment[`${name}_FILE`]?.trim() || undefined;
    if (file === undefined) continue;
    if (environment[name]?.trim()) {
      found.faults.push(`${name}_FILE: expected it or ${name}, got both`);
      continue;
    }
    try {
      const lines = read(file).split('\n');
      const text = lines
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .join(',');
      found.files.push(file);
      if (text === '') found.faults.push(`${name}_FILE: expected something in ${file}, got nothing`);
      else found.values[name] = text;
    } catch (cause) {
      const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'error';
      found.faults.push(`${name}_FILE: expected a file that can be read, got ${file} (${why})`);
    }
  }
  return found;
}
