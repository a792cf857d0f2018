// The HTTP side put together: headers, routes behind their guards, the screens, and one answer to every error.
import { resolve } from 'node:path';
import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { OriginFault } from '../../shared/origin.ts';
import type { AccessRecord } from '../access-record.ts';
import type { Credentials } from '../access/authentication.ts';
import type { Log } from '../log/log.ts';
import { boardRoute, type BoardReader, type BoardsThen } from './board.ts';
import { callsRoutes } from './calls.ts';
import { createCostly, type Costly } from './costly.ts';
import type { CallRows, TableOf } from '../../shared/calls.ts';
import { HTTPS_ORIGIN } from './cookies.ts';
import { eventsRoute, type EventDoor } from './events.ts';
import { authRoutes, type Sessions } from './sessions.ts';
import type { ErrorLog } from './error-log.ts';
import { createErrorHandler } from './error-handler.ts';
import { healthRoutes, type HealthOptions } from './health.ts';
import { limitLists, usualLimits, type Limits } from './limits.ts';
import { pages } from './static-files.ts';
import { originRoute } from './origin.ts';
import { openApiRoute } from './openapi.ts';
import { Problem } from './problem.ts';
import { mount, type Route } from './route.ts';
import type { Pace } from '../reading/pace.ts';

export type AppOptions = {
  credentials: Credentials;
  sessions: Sessions;
  door: EventDoor;
  log: Pick<Log, 'append'>;
  board: BoardReader;
  /** Boards of earlier moments. */
  earlier?: BoardsThen | undefined;
  calls: CallRows;
  /** Shared with the routes of other parts, so that a person's reads wait for each other. */
  costly?: Costly | undefined;
  /** Long reading, which keeps still while events are posted. */
  pace?: Pick<Pace, 'urgent'> | undefined;
  /** Calls as a table for spreadsheet programs. */
  callTable?: TableOf | undefined;
  reasons: HealthOptions['reasons'];
  durability?: HealthOptions['durability'];
  telephony?: HealthOptions['telephony'];
  warnings?: HealthOptions['warnings'];
  /** Epoch ms. */
  now: () => number;
  errors: ErrorLog;
  /** Folder of the built screens. */
  dist: string;
  /** Whether the profile lets displays show what a call is about. */
  topics: boolean;
  /** How many proxies stand in front of us: how far X-Forwarded-* is believed. */
  trustProxy: number;
  /** The public origin, where it is not the host that browsers ask for. */
  origin?: string | undefined;
  onWrongOrigin?: ((fault: OriginFault) => void) | undefined;
  /** An event was rejected, with its code. */
  onRejected?: ((code: string) => void) | undefined;
  /** A proxy forwarded a request although none is expected. */
  onProxy?: (() => void) | undefined;
  limits?: Partial<Limits> | undefined;
  /** Where refusals and readings are recorded. */
  record?: AccessRecord | undefined;
  /** Routes of other parts; the table of roles must name them. */
  routes?: readonly Route[] | undefined;
};

/** An Express application, not yet listening. Throws when a route is missing from the table of roles. */
export function createApp(options: AppOptions): Express {
  const limits = { ...usualLimits, ...options.limits };
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', options.trustProxy);
  app.set(HTTPS_ORIGIN, options.origin?.startsWith('https:') === true);
  app.use(securityHeaders(options.origin), permissions);
  if (options.trustProxy === 0 && options.onProxy) app.use(watchForProxy(options.onProxy));
  app.use('/api', (_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    // Pages take today from it, which has to be the day of the board, also where this clock is not the machine's.
    response.setHeader('Date', new Date(options.now()).toUTCString());
    next();
  });
  const costly = options.costly ?? createCostly();
  const routes: readonly Route[] = [
    ...healthRoutes(options),
    originRoute(options),
    ...authRoutes({ ...options, limits }),
    eventsRoute({ ...options, limits }),
    boardRoute({ ...options, costly }),
    ...callsRoutes({ ...options, costly }),
    ...(options.routes ?? []),
  ];
  mount(app, [...routes, openApiRoute()], { ...options, limitsOf: limitLists(limits) });
  app.use('/api', (request) => {
    throw new Problem('not-found', `there is no ${request.method} ${request.baseUrl}${request.path}`);
  });
  app.use(...pages(resolve(options.dist)));
  app.use(createErrorHandler(options.errors, options.now, options.onWrongOrigin, options.record));
  return app;
}

/** The sockets of the host that was asked for, and of the public one; an IPv6 address cannot stand in a policy. */
function socketsOf(host: string | undefined, origin: string | undefined): string {
  const hosts = new Set([host ?? '', ...(origin === undefined ? [] : [new URL(origin).host])]);
  const known = [...hosts].filter((one) => /^[a-z0-9.-]+(:\d{1,5})?$/i.test(one));
  if (known.length < hosts.size) return 'ws: wss:';
  return known.flatMap((one) => [`ws://${one}`, `wss://${one}`]).join(' ');
}

/** What no page here asks for, no script that slipped in may ask for either. */
const permissions: RequestHandler = (_request, response, next) => {
  const none = ['camera', 'microphone', 'geolocation', 'payment', 'usb', 'midi', 'display-capture'];
  response.setHeader('Permissions-Policy', none.map((feature) => `${feature}=()`).join(', '));
  next();
};

const watchForProxy =
  (onProxy: () => void): RequestHandler =>
  (request, _response, next) => {
    if (request.headers['x-forwarded-for'] !== undefined) onProxy();
    next();
  };

const securityHeaders = (origin: string | undefined) =>
  helmet({
    contentSecurityPolicy: {
      // Helmet's own set asks browsers to upgrade to https, which a wall in a closed network does not have.
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        // Chromium took 'self' for sockets too only after version 87, so their address is named.
        connectSrc: ["'self'", (request) => socketsOf(request.headers.host, origin)],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
    strictTransportSecurity: { includeSubDomains: false },
  });
