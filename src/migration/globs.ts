/** Whether one of these globs matches a path. One that names a directory stands for everything in it. */
export function matcher(globs: readonly string[]): (path: string) => boolean {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const picomatch: typeof import('picomatch') = require('picomatch');
  return picomatch(globs.map(tidy).flatMap(glob => glob === '' ? ['**'] : [glob, `${glob}/**`]), { dot: true, nonegate: true });
}

/** As people write a path: `./apps/` is `apps`, and `.` the repository. */
function tidy(glob: string): string {
  return glob.replace(/^(\.\/)+/, '').replace(/^\.$/, '').replace(/\/+$/, '');
}
