// The built screens: files as they are or packed, and index.html for every address that the wall's own router knows.
import { extname, sep } from 'node:path';
import express, { type RequestHandler } from 'express';
import { packedFiles } from './precompressed.ts';
import { Problem } from './problem.ts';

/** Handlers to be mounted last. `dist`: the folder of the build; an absent or empty one is reported. */
export function pages(dist: string): RequestHandler[] {
  const files = express.static(dist, {
    index: false,
    redirect: false,
    cacheControl: false,
    setHeaders: (response, path) => {
      // Vite puts a hash of the content into the names under assets.
      const hashed = path.startsWith(`${dist}${sep}assets${sep}`);
      response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });

  const fallback: RequestHandler = (request, response, next) => {
    const isPage = ['GET', 'HEAD'].includes(request.method) && extname(request.path) === '';
    if (!isPage) throw new Problem('not-found', `there is no ${request.method} ${request.path}`);
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile('index.html', { root: dist, cacheControl: false }, (error) => {
      const { code } = (error ?? {}) as NodeJS.ErrnoException;
      // Who has gone meanwhile needs no answer, and nothing went wrong here.
      if (!error || response.headersSent || code === 'ECONNABORTED') return;
      if (code === 'ENOENT') response.status(503).type('html').send(notBuilt);
      else next(error);
    });
  };
  return [packedFiles(dist), files, fallback];
}

const notBuilt = `<!doctype html><meta charset="utf-8"><title>wallboard</title>
<p dir="rtl" lang="fa">صفحه‌ها هنوز ساخته نشده‌اند. روی سرور اجرا کنید: <code dir="ltr">npm run build</code></p>
<p lang="en">The screens are not built yet. Run <code>npm run build</code> on the server, then load this page again.</p>`;
