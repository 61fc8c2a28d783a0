import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { request } from 'node:http';
import { createConnection } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'undici';
import { useWindow } from './window.ts';

/** What `npm start` and `npm test` run drives an editor, which reads files and runs programs: nobody else may. */
describe('the editor’s server', () => {
  const window = useWindow();
  const token = () => window.session.server.connectionToken;
  const paths = () => ['/', `/vscode-remote-resource?path=${encodeURIComponent(join(window.session.folder, 'square.png'))}`];

  it('answers nobody without its token, under no name of the machine', async () => {
    const { port } = window.session.server;
    const strangers: Record<string, string>[] = [
      {},
      { cookie: 'vscode-tkn=' },
      { cookie: `vscode-tkn=${'A'.repeat(token().length)}` },
      { authorization: `Bearer ${token()}` },
      { origin: 'https://evil.example', referer: 'https://evil.example/' },
      { host: 'evil.example' },
      { host: `localhost:${port}` },
    ];
    for (const path of [...paths(), `/?tkn=${token().slice(1)}`, '/?tkn=', '/callback', '/mint-key']) {
      for (const headers of strangers) assert.equal(await statusOf(port, path, headers), 403, `${path} ${JSON.stringify(headers)}`);
    }
  });

  it('answers who has it', async () => {
    const { port } = window.session.server;
    for (const path of paths()) assert.equal(await statusOf(port, path, { cookie: `vscode-tkn=${token()}` }), 200, path);
  });

  it('hands no page of another origin anything, since its cookie stays with its own', async () => {
    const { server } = window.session;
    const page = await window.workbench.context.newPage();
    try {
      await page.goto('data:text/html,<title>another site</title>');
      const seen = await page.evaluate(async (address) => {
        try {
          return (await (await fetch(address, { credentials: 'include' })).text()).slice(0, 100);
        } catch (error) {
          return String(error);
        }
      }, `${server.origin}${paths()[1]!}`);
      assert.match(seen, /TypeError: Failed to fetch/);
    } finally {
      await page.close();
    }
  });

  it('closes a WebSocket with a wrong token or none, and greets one with the right', async () => {
    const { port } = window.session.server;
    for (const wrong of [undefined, '', 'A'.repeat(token().length), token().toUpperCase()]) {
      assert.deepEqual(await greet(port, wrong), { greeted: false, closed: true }, String(wrong));
    }
    assert.deepEqual(await greet(port, token()), { greeted: true, closed: false });
  });

  it('has its token in a file of the person’s own, and in no list of processes', function () {
    if (process.platform === 'win32') this.skip();
    const { folders } = window.session.server;
    assert.equal(statSync(join(folders.serverData, 'connection-token')).mode & 0o777, 0o600);
    const processes = execFileSync('ps', ['-A', '-o', 'args='], { encoding: 'utf8' });
    assert.ok(processes.includes(folders.serverData), 'the server is in the list');
    assert.ok(!processes.includes(token()));
  });

  it('listens to this machine alone, and so does the sandbox API', async function () {
    const others = Object.values(networkInterfaces())
      .flat()
      .filter((address) => address && !address.internal && address.family === 'IPv4');
    const { server, sandbox } = window.session;
    for (const port of [server.port, sandbox.port]) {
      assert.equal(await canConnect('127.0.0.1', port), true);
      for (const address of others) assert.equal(await canConnect(address!.address, port), false, `${address!.address}:${port}`);
    }
    if (others.length === 0) this.skip();
  });
});

function statusOf(port: number, path: string, headers: Readonly<Record<string, string>>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode));
    })
      .once('error', reject)
      .end();
  });
}

function canConnect(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** Begins as a window does: opens the socket and says who it is. The frames are those of VS Code's remote protocol. */
function greet(port: number, auth: string | undefined): Promise<{ greeted: boolean; closed: boolean }> {
  return new Promise((resolve, reject) => {
    const reconnectionToken = randomBytes(16).toString('hex');
    const socket = new WebSocket(
      `ws://127.0.0.1:${port}/?reconnectionToken=${reconnectionToken}&reconnection=false&skipWebSocketFrames=false`,
    );
    socket.binaryType = 'arraybuffer';
    let said = '';
    let opened = false;
    // The server closes without a word of farewell, which counts as an error too.
    socket.addEventListener('error', () => {
      if (!opened) reject(new Error('The WebSocket did not open.'));
    });
    socket.addEventListener('open', () => {
      opened = true;
      const body = Buffer.from(JSON.stringify({ type: 'auth', auth, data: 'x' }));
      const head = Buffer.alloc(13);
      head.writeUInt8(2, 0);
      head.writeUInt32BE(body.length, 9);
      socket.send(Buffer.concat([head, body]));
    });
    socket.addEventListener('message', ({ data }) => {
      said += Buffer.from(data as ArrayBuffer).toString('latin1');
      if (!said.includes('"type":"sign"')) return;
      socket.close();
      resolve({ greeted: true, closed: false });
    });
    socket.addEventListener('close', () => resolve({ greeted: false, closed: true }));
  });
}
