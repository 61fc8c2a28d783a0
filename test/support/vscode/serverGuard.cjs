// Runs VS Code's server: `node serverGuard.cjs <temporary folder or ''> <server-main.js> <arguments>`.
// When the process that started this one is gone, however it went, the pipe on stdin closes: then the server ends with
// all processes it started, and the folder is removed.
const { execFileSync, spawn } = require('node:child_process');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');

const [folder] = process.argv.splice(2, 1);

process.stdin.resume();
process.stdin.on('error', endAll);
process.stdin.on('close', endAll);

function endAll() {
  if (process.platform === 'win32') {
    // The folder stays: who removes it would be one of the processes that end here.
    execFileSync('taskkill', ['/pid', String(process.pid), '/t', '/f']);
    return;
  }
  // On POSIX this process leads a process group of its own (it is spawned detached), and the remover another.
  if (folder !== '') {
    const remover = [join(__dirname, 'folderRemover.cjs'), String(process.pid), folder];
    spawn(process.execPath, remover, { detached: true, stdio: 'ignore' });
  }
  process.kill(-process.pid, 'SIGKILL');
}

process.argv.splice(1, 1);
import(pathToFileURL(process.argv[1]).href);
