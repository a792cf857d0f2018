#!/usr/bin/env bash
# Tried: prom-client 15.1.3, collectDefaultMetrics(): the event loop's lag in a program that does nothing, scraped twice, as a pair of
# Prometheus servers (or a person with curl beside one) does.
# Expected: a lag near 0 while idle; and a scrape only reads, so that both see the same.
# Seen: idle, the mean and the median are about 0.010 s: they contain the sampling interval of 10 ms itself. And each scrape empties
# the histogram: the second one, a moment later, reads a minimum of 9223372036.854776 s (292 years), a maximum of 0, a mean that is no
# number (written "Nan") and a 99th percentile of half a microsecond. Two servers divide the samples between them.
# Why it matters: an alarm on the lag depends on how long ago the other server scraped. Take the lag from a histogram of one's own, or
# let one server scrape only.
# Needs Node 20 or newer and npm; no root.
set -eu
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
npm install --loglevel=error --no-audit --no-fund --ignore-scripts --prefix "$dir" prom-client@15.1.3 > /dev/null
cat > "$dir/finding.mjs" <<'EOF'
import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import prom from 'prom-client';

prom.collectDefaultMetrics();
async function scrape() {
  const text = await prom.register.metrics();
  const lag = (name) => text.match(new RegExp(`^nodejs_eventloop_lag_${name}_seconds (.*)$`, 'm'))[1];
  return { min: lag('min'), max: lag('max'), mean: lag('mean'), p50: lag('p50'), p99: lag('p99') };
}
await scrape();
await setTimeout(3000);
const first = await scrape();
const second = await scrape();
console.table({ first, second });

assert.ok(Number(first.p50) > 0.009 && Number(first.mean) > 0.009, 'an idle loop no longer shows the sampling interval as its lag');
assert.ok(Number(first.max) > 0, 'the first scrape has no samples');
assert.ok(Number(second.min) > 9e9 && second.max === '0', 'the second scrape has samples of the first now');
assert.ok(Number.isNaN(Number(second.mean)), 'the second mean is a number now');
assert.ok(Number(second.p99) < 1e-6, 'the second percentile is another now');
console.log('ok: an idle loop lags by its own sampling interval, and the second scrape reads 292 years');
process.exit();
EOF
node "$dir/finding.mjs"
