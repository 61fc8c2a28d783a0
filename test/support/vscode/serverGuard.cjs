// Runs VS Code's server (`node serverGuard.cjs <server-main.js> <arguments>`) and ends it, with all processes it
// started, when the process that started this one is gone, however it went: then the pipe on stdin closes.
const { execFileSync } = require('node:child_process');
const { pathToFileURL } = require('node:url');

process.stdin.resume();
process.stdin.on('error', endAll);
process.stdin.on('close', endAll);

function endAll() {
  // On POSIX this process leads a process group of its own (it is spawned detached).
  if (process.platform !== 'win32') process.kill(-process.pid, 'SIGKILL');
  else execFileSync('taskkill', ['/pid', String(process.pid), '/t', '/f']);
}

process.argv.splice(1, 1);
import(pathToFileURL(process.argv[1]).href);
