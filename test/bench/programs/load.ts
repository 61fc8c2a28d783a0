/** Loads the module whose path is given and tells how many milliseconds that took. */
import { loadModule } from './loadModule.ts';

const started = performance.now();
loadModule(process.argv[2]!);
const milliseconds = performance.now() - started;
process.send?.(milliseconds, () => process.exit());
