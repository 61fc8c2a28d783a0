// Takes the place of `@vscode/spdlog`, the module that VS Code writes its logs with, in the builds that are installed
// here: it is native and is not compiled (see builds.ts), and without it an extension's log would stay empty. It writes
// the same lines at once and lets a file grow: sessions are short.
const { closeSync, mkdirSync, openSync, writeSync } = require('node:fs');
const { dirname } = require('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

class Logger {
  #file;
  #level = 2;
  #stamped = true;

  constructor(_type, _name, path) {
    mkdirSync(dirname(path), { recursive: true });
    this.#file = openSync(path, 'a');
  }

  trace(message) { this.#write(0, message); }
  debug(message) { this.#write(1, message); }
  info(message) { this.#write(2, message); }
  warn(message) { this.#write(3, message); }
  error(message) { this.#write(4, message); }
  critical(message) { this.#write(5, message); }

  getLevel() { return this.#level; }
  setLevel(level) { this.#level = level; }
  // VS Code has one pattern: '%Y-%m-%d %H:%M:%S.%e [%l] %v'.
  setPattern() { this.#stamped = true; }
  clearFormatters() { this.#stamped = false; }
  flush() { /* Nothing is held back. */ }

  drop() {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #write(level, message) {
    if (this.#file === undefined || level < this.#level) return;
    writeSync(this.#file, this.#stamped ? `${localTime(new Date())} [${levels[level]}] ${message}\n` : message);
  }
}

function localTime(now) {
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, -1).replace('T', ' ');
}

async function createLogger(name, path) {
  return new Logger('rotating', name, path);
}

exports.version = 0;
exports.Logger = Logger;
exports.setLevel = () => undefined;
exports.setFlushOn = () => undefined;
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
