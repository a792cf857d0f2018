// Serves the precompressed .gz to clients that accept gzip (about a third of the size).
import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { RequestHandler } from 'express';

/** What the build packs. No part of such a path leads out of its folder. */
const isPacked = /^\/(?:[\w-]+\/)*[\w.-]+\.(?:js|css|svg)$/;

/** To be mounted before the files themselves, which it answers with. */
export function packedFiles(dist: string): RequestHandler {
  return (request, response, next) => {
    const { path } = request;
    if (!isPacked.test(path)) return next();
    response.vary('Accept-Encoding');
    const takesIt = request.headers.range === undefined && request.acceptsEncodings('gzip', 'identity') === 'gzip';
    if (!takesIt || !existsSync(join(dist, `${path}.gz`))) return next();
    response.setHeader('Content-Encoding', 'gzip');
    response.type(extname(path));
    request.url = `${path}.gz`;
    next();
  };
}
