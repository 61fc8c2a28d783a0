import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { openResources, until } from '../../support/api/openSockets.ts';

describe('openResources', () => {
  it('counts a socket that is open and a timer that runs, which the soak relies on', async () => {
    const server = createServer((socket) => socket.resume()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const before = openResources();
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const timer = setTimeout(() => undefined, 10_000);
    await once(socket, 'connect');
    // Both ends are in this process.
    await until('two sockets', () => openResources().sockets === before.sockets + 2);
    assert.equal(openResources().timers, before.timers + 1);
    clearTimeout(timer);
    socket.destroy();
    await until('no socket', () => openResources().sockets === before.sockets);
    server.close();
  });
});
