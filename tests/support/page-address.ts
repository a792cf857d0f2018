// To be imported before modules of the client that read the address of the page as they load.
import { vi } from 'vitest';

vi.stubGlobal('location', new URL('http://wall.test/'));
