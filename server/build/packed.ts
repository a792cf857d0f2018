// Every file of the build that is text also lies there packed, so that a thin line carries a third of it.
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const isText = /\.(?:js|css|svg)$/;
/** Files below this size fit into one packet anyway. */
const WORTH_IT = 1_000;

export const packed = (): Plugin => ({
  name: 'packed',
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      for (const [fileName, file] of Object.entries(bundle)) {
        const plain = file.type === 'chunk' ? file.code : file.source;
        if (!isText.test(fileName) || plain.length < WORTH_IT) continue;
        this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gzipSync(plain, { level: 9 }) });
      }
    },
  },
});
