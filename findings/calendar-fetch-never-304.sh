#!/usr/bin/env bash
# Tried: Express 5.3.0 serves a calendar feed with response.send(), which adds an ETag and answers 304 to who has it already. node-ical 0.27.2,
# Node's own fetch and a plain http.get ask for it again with the ETag that they were given (If-None-Match), as feed readers do.
# Expected: 304 without a body for all three. RFC 9110, 13.1.2: the server must not perform the method if the tag matches.
# Seen: 304 for http.get only. fetch and node-ical get 200 and the whole feed each time, for ever: by the Fetch standard, fetch adds
# "Cache-Control: no-cache" and "Pragma: no-cache" to every request that has an If-None-Match of the caller's own, and the package
# "fresh", by which Express decides, takes no-cache in a request as "send it anew, whatever tag it has".
# Why it matters: a server's 304 looks tested with curl, and is never sent to readers built on fetch; a feed of thousands of subscribers
# is sent whole at each poll. Compare If-None-Match yourself before you send.
# Needs Node 22 or newer and npm; no root.
set -eu
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
npm install --loglevel=error --no-audit --no-fund --ignore-scripts --prefix "$dir" express@5.3.0 node-ical@0.27.2 > /dev/null
cat > "$dir/finding.mjs" <<'EOF'
import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import express from 'express';
import nodeIcal from 'node-ical';

const feed = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y//FA', 'END:VCALENDAR', ''].join('\r\n');
const seen = [];
const app = express();
app.get('/feed.ics', (request, response) => {
  response.type('text/calendar; charset=utf-8').send(feed);
  seen.push({ status: response.statusCode, cacheControl: request.headers['cache-control'] });
});
const server = app.listen(0, '127.0.0.1');
await once(server, 'listening');
const url = `http://127.0.0.1:${server.address().port}/feed.ics`;

const first = await fetch(url);
await first.text();
const headers = { 'if-none-match': first.headers.get('etag') };

const plain = await new Promise((resolve) => http.get(url, { headers }, (answer) => resolve(answer.resume())));
const fetched = await fetch(url, { headers });
await fetched.text();
await nodeIcal.async.fromURL(url, { headers });
server.close();

const [, byHttp, byFetch, byNodeIcal] = seen;
for (const [name, { status, cacheControl }] of Object.entries({ 'http.get': byHttp, fetch: byFetch, 'node-ical': byNodeIcal }))
  console.log(`${name}: ${status}, its request said Cache-Control: ${cacheControl ?? '(nothing)'}`);

assert.equal(plain.statusCode, 304, 'http.get gets the whole, too');
assert.equal(fetched.status, 200, 'fetch gets 304 now');
assert.equal(byFetch.cacheControl, 'no-cache', 'fetch says nothing of caches now');
assert.equal(byNodeIcal.status, 200, 'node-ical gets 304 now');
console.log('ok: the same tag brings 304 to http.get, and the whole feed to fetch and node-ical');
EOF
node "$dir/finding.mjs"
