import { defineConfig, mergeConfig } from 'vitest/config';
import screens from './vite.config.ts';

// Apart from vite.config.ts, which must load where the packages for development were left out.
export default mergeConfig(
  screens,
  defineConfig({
    test: {
      root: '.',
      testTimeout: 60_000,
      hookTimeout: 60_000,
      // What is waited for comes when the machine comes to it; where the time itself is checked, the test says how long.
      expect: { poll: { timeout: 30_000 } },
      reporters: ['default', './tests/reporter.ts'],
      // Which test belongs where, and why: tests/README.md.
      projects: [
        {
          extends: true,
          test: {
            name: 'unit',
            include: ['tests/**/*.unit.test.ts'],
            // They share nothing but modules, so one thread for each core runs them all, and loads each module once.
            pool: 'threads',
            isolate: false,
            unstubGlobals: true,
            unstubEnvs: true,
          },
        },
        {
          extends: true,
          test: {
            name: 'integration',
            include: ['tests/**/*.test.ts'],
            exclude: ['tests/**/*.unit.test.ts'],
            // Real sockets, disks and browsers: more files at once would only time each other out.
            maxWorkers: 2,
            sequence: { groupOrder: 1 },
          },
        },
      ],
    },
  }),
);
