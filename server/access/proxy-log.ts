// Logs once that requests come through a proxy although none is configured.
export function createProxyLog(log: { warn: (message: string) => void }): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    log.warn(
      'a request came with X-Forwarded-For, which is not believed: TRUST_PROXY is 0. If a proxy stands in front of this server, ' +
        'set TRUST_PROXY=1 (the number of proxies); until then all people share its address for the limits on signing in',
    );
  };
}
