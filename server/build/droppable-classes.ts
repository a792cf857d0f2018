// Lets a build leave out the unused classes of Chart.js. For old browsers their static fields become calls, which a bundler
// must take for work and keep; inside a function that is marked as pure they go with their class.
import type { Plugin } from 'vite';

const ofChart = /[\\/]node_modules[\\/]chart\.js[\\/]dist[\\/]/;
/** A class at the top of a module, from its first line to the brace that stands alone. */
const topClass = /^class (\w+)([^{\n]*)\{\n([^]*?)\n\}$/gm;

export const droppable = (code: string): string =>
  code.replace(
    topClass,
    (_all, name: string, heritage: string, body: string) =>
      `const ${name} = /* @__PURE__ */ (() => {\nclass ${name}${heritage}{\n${body}\n}\nreturn ${name};\n})();`,
  );

export const droppableClasses = (): Plugin => ({
  name: 'droppable-classes',
  enforce: 'pre',
  // No source map: Chart.js is not debugged in a screen.
  transform: (code, id) => (ofChart.test(id) ? { code: droppable(code), map: null } : undefined),
});
