import { defineConfig, mergeConfig } from 'vitest/config';
import screens from './vite.config.ts';

// Apart from vite.config.ts, which must load where the packages for development were left out.
export default mergeConfig(
  screens,
  defineConfig({
    test: {
      root: '.',
      include: ['tests/**/*.test.ts'],
      testTimeout: 60_000,
      hookTimeout: 60_000,
      // What is waited for comes when the machine comes to it; where the time itself is checked, the test says how long.
      expect: { poll: { timeout: 30_000 } },
      // Real sockets, disks and browsers: more files at once would only time each other out.
      maxWorkers: 2,
      reporters: ['default', './tests/reporter.ts'],
    },
  }),
);
