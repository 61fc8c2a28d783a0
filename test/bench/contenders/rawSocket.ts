import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Contender, Task } from './contender.ts';

/** The floor: bytes that were laid out beforehand, written to a kept socket, and the answer parsed with no care at all. */
export function rawSocket({ origin, image }: Task): Contender {
  const { hostname, port, host } = new URL(origin);
  const idle: Socket[] = [];
  const requests = new Map<string, Buffer>();
  return {
    async upload(agentId) {
      let request = requests.get(agentId);
      if (!request) requests.set(agentId, (request = requestFor(agentId, host, image)));
      const socket = idle.pop() ?? (await open(hostname, Number(port)));
      const answer = await exchange(socket, request);
      idle.push(socket);
      const { agent_id: answered } = JSON.parse(answer) as { agent_id?: unknown };
      if (answered !== agentId) throw new Error(`The server answered: ${answer}`);
    },
    close: () => {
      for (const socket of idle) socket.destroy();
      return Promise.resolve();
    },
  };
}

async function open(hostname: string, port: number): Promise<Socket> {
  const socket = connect({ host: hostname, port, noDelay: true });
  await once(socket, 'connect');
  return socket;
}

function requestFor(agentId: string, host: string, image: Buffer): Buffer {
  const boundary = '----bench';
  const part = 'Content-Disposition: form-data; name="avatar_file"; filename="face.png"\r\nContent-Type: image/png';
  const opening = Buffer.from(`--${boundary}\r\n${part}\r\n\r\n`);
  const closing = Buffer.from(`\r\n--${boundary}--\r\n`);
  const head = [
    `POST /v1/convai/agents/${agentId}/avatar HTTP/1.1`,
    `host: ${host}`,
    'x-api-key: bench',
    `content-type: multipart/form-data; boundary=${boundary}`,
    `content-length: ${opening.length + image.length + closing.length}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), opening, image, closing]);
}

/** @returns the answer's body */
function exchange(socket: Socket, request: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const end = () => {
      socket.off('data', read);
      socket.off('error', reject);
    };
    const read = (piece: Buffer) => {
      received += piece.toString('latin1');
      const headEnd = received.indexOf('\r\n\r\n');
      if (headEnd < 0) return;
      const body = received.slice(headEnd + 4);
      const length = /^content-length: (\d+)/im.exec(received)?.[1];
      if (body.length < Number(length)) return;
      end();
      resolve(body);
    };
    socket.on('data', read);
    socket.once('error', reject);
    socket.write(request);
  });
}
