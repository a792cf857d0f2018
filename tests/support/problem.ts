// Reads an error as RFC 9457 says it looks.
import { expect } from 'vitest';

/** Status and code of a problem document, which must be complete. */
export async function problem(response: Response): Promise<[status: number, code: string]> {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const document = await response.json();
  expect(document).toMatchObject({
    status: response.status,
    type: `/problems/${document.code}`,
    title: expect.any(String),
    detail: expect.any(String),
  });
  return [response.status, document.code];
}
