// Removes a folder once a process group has ended and writes there no more: `node folderRemover.cjs <group> <folder>`.
const { rmSync } = require('node:fs');
const { clearInterval, setInterval } = require('node:timers');

const [group, folder] = process.argv.slice(2);
// Bounded: where no init process reaps orphans, the dead ones stay listed.
let looks = 200;
const timer = setInterval(() => {
  if (isThere(Number(group)) && looks-- > 0) return;
  clearInterval(timer);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}, 25);

function isThere(id) {
  try {
    return process.kill(-id, 0);
  } catch {
    return false;
  }
}
