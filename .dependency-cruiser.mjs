/**
 * Who may import whom. The core knows nothing of the editor; one avatar travels down this list's rooms and nothing runs
 * back up. A room that is not named here may not exist.
 */
const core = ['core/base', 'core/model', 'core/image', 'core/api', 'core/history', 'core/limits', 'core/services'];
const rooms = {
  'core/base': [],
  'core/model': ['core/base'],
  'core/image': ['core/model', 'core/base'],
  'core/api': ['core/model', 'core/base'],
  'core/history': ['core/image', 'core/model', 'core/base'],
  'core/limits': ['core/history', 'core/api', 'core/base'],
  'core/services': ['core/history', 'core/image', 'core/api', 'core/model', 'core/base'],
  shared: ['core/model', 'core/base'],
  'extension/ids': [],
  'extension/editor': [...core, 'extension/ids', 'shared'],
  'extension/prompts': ['extension/editor', ...core, 'shared'],
  'extension/upload': ['extension/prompts', 'extension/editor', ...core],
  'extension/tree': ['extension/upload', 'extension/editor', ...core, 'extension/ids', 'shared'],
  'extension/preview': ['extension/tree', 'extension/upload', 'extension/editor', ...core, 'extension/ids', 'shared'],
  'extension/commands': [
    'extension/preview',
    'extension/tree',
    'extension/upload',
    'extension/prompts',
    'extension/editor',
    ...core,
    'extension/ids',
  ],
  'extension/servicesTypes': ['extension/commands', 'extension/tree'],
  'extension/services': [
    'extension/servicesTypes',
    'extension/commands',
    'extension/preview',
    'extension/tree',
    'extension/upload',
    'extension/editor',
    ...core,
    'extension/ids',
  ],
  'extension/lazyServices': ['extension/services', 'extension/servicesTypes', 'extension/ids'],
  'extension/extension': ['extension/lazyServices', 'extension/tree'],
  'media/preview': ['shared', 'core/model', 'core/base'],
};

/** Packages and Node modules, by the rooms that may use them. */
const packages = {
  undici: ['core/api'],
  'form-data': ['core/api'],
  saxes: ['core/image'],
  valibot: ['core/api', 'core/history', 'extension/preview', 'extension/commands', 'extension/tree'],
  fs: ['core/history', 'core/limits'],
  http: [],
  https: [],
  zlib: ['core/image'],
  // Only to tell a socket from another stream: undici opens the sockets.
  net: ['core/api'],
};

const pathOf = (room) => (room.startsWith('media/') ? `^${room}/` : `^src/${room}(/|\\.ts$)`);
const severity = 'error';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'rooms that are named',
      severity,
      from: { path: '^(src|media)/', pathNot: Object.keys(rooms).map(pathOf) },
      to: {},
    },
    ...Object.entries(rooms).map(([room, others]) => ({
      name: `${room} imports what is below it`,
      severity,
      from: { path: pathOf(room) },
      to: { path: '^(src|media|test)/', pathNot: [room, ...others].map(pathOf) },
    })),
    {
      name: 'vscode only behind its door',
      severity,
      from: { pathNot: '^src/extension/' },
      to: { path: '^(vscode$|node_modules/@types/vscode/)' },
    },
    ...Object.entries(packages).map(([name, users]) => ({
      name: `${name} only where it belongs`,
      severity,
      from: { pathNot: users.map(pathOf) },
      to: { path: `^((node:)?${name}(/|$)|node_modules/${name}/)` },
    })),
    {
      name: 'no circles',
      severity,
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
  },
};
