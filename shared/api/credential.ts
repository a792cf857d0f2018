// What second factors send: codes as they are typed, and the JSON of passkeys.
import { z } from 'zod';
import { passkeyObstacles } from '../account-rules.ts';

export const typedCode = z.string().max(100);
/** As WebAuthn defines it; the package that reads it checks its parts. */
export const credential = z
  .looseObject({})
  .meta({ id: 'Credential', description: 'JSON of the Web Authentication API.' });
export const obstacle = z.object({ obstacle: z.enum(passkeyObstacles) }).partial();
