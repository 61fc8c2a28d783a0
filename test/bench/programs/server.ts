/** The server of the benchmark, in a process of its own: reads each body to its end and answers as the API does. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** `bench_50000_3` is an agent whose images have at least 50,000 bytes: a contender that sends less is found out. */
const agentPath = /^\/v1\/convai\/agents\/(bench_(\d+)_\w+)\/avatar$/;

const server = createServer((request, response) => {
  let length = 0;
  request.on('data', (piece: Buffer) => (length += piece.length));
  request.on('end', () => {
    const [, agentId, least] = agentPath.exec(request.url ?? '') ?? [];
    const whole = request.method === 'POST' && agentId !== undefined && length >= Number(least);
    const body = JSON.stringify(whole ? { agent_id: agentId, avatar_url: null } : { detail: `${length} bytes came` });
    response.writeHead(whole ? 200 : 400, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
    response.end(body);
  });
});

// Contenders wait for their turn; none shall find its connection closed.
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit());
