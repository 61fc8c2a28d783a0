#!/usr/bin/env node
/** An executable that takes a desktop VS Code's place in `@vscode/test-electron`: see launcher.ts. */
require('tsx/cjs');
require('./launcher.ts');
