// Answers that are not a value of the contract's schema: files, text, tables that are written piece by piece, and JSON that
// was encoded beforehand.
import { once } from 'node:events';
import type { Response } from 'express';

export type Content = string | Buffer | AsyncIterable<string>;

/** Leads a browser to another page. */
export class Redirect {
  readonly to: string;
  constructor(to: string) {
    this.to = to;
  }
}

export class Encoded<C extends Content = Content> {
  readonly type: string;
  readonly content: C;
  /** Name under which a browser saves it; without one it shows it. */
  readonly name: string | undefined;
  constructor(type: string, content: C, name?: string) {
    this.type = type;
    this.content = content;
    this.name = name;
  }
}

export const asFile = (type: string, name: string, content: Content): Encoded => new Encoded(type, content, name);
export const asText = (type: string, content: string): Encoded => new Encoded(type, content);
export const asJson = (content: string | Buffer): Encoded => new Encoded('application/json', content);

export async function sendEncoded(response: Response, { type, content, name }: Encoded): Promise<void> {
  const begin = (): void => {
    if (name !== undefined) response.setHeader('Content-Disposition', `attachment; filename="${name}"`);
    response.type(type);
  };
  if (typeof content === 'string' || Buffer.isBuffer(content)) {
    begin();
    response.send(content);
    return;
  }
  for await (const piece of content) {
    // The first piece is there before the headers are set, so a failure so far is answered as a problem.
    if (!response.headersSent) begin();
    if (response.destroyed) return;
    const hasRoom = response.write(piece);
    if (!hasRoom && !response.destroyed) await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
  response.end();
}
