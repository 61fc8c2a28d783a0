import { connect } from 'node:net';
import type { Sandbox } from '../../support/sandbox/sandbox.ts';

export const key = 'the-key';
export const token = 'the.to-ken';
export const image = Buffer.from('\u0089PNG and more', 'latin1');

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Calls the sandbox with its key, or with the headers given. */
export async function call(url: string, init: RequestInit = {}): Promise<Reply> {
  const response = await fetch(url, { headers: { 'x-api-key': key }, redirect: 'manual', ...init });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

export function avatarPath(agentId: string): string {
  return `/v1/convai/agents/${encodeURIComponent(agentId)}/avatar`;
}

export function form(...parts: [name: string, value: string | File][]): FormData {
  const data = new FormData();
  parts.forEach(([name, value]) => data.append(name, value));
  return data;
}

export function upload(sandbox: Sandbox, agentId = 'agent_1', init: RequestInit = {}): Promise<Reply> {
  const body = form(['avatar_file', new File([image], 'Grüße 1.png', { type: 'image/png' })]);
  return call(sandbox.url + avatarPath(agentId), { method: 'POST', body, ...init });
}

export interface SocketEnd {
  readonly received: string;
  /** How the server's side ended: FIN, RST, or not at all until `patience` was over. */
  readonly ending: 'fin' | 'reset' | 'open';
}

/**
 * Sends an upload by a bare TCP socket and watches how the connection ends.
 * @param sent how many bytes of the body to send of the 1,000 that are announced
 * @param stays where it is to stay open: whether all that comes has come. It ends as `open` a moment after that.
 */
export function watchUpload({ port }: Sandbox, sent = 1000, stays?: (received: string) => boolean): Promise<SocketEnd> {
  const head =
    `POST ${avatarPath('agent_1')} HTTP/1.1\r\nHost: sandbox\r\nx-api-key: ${key}\r\n` +
    'Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000\r\n\r\n';
  const start = '--b\r\nContent-Disposition: form-data; name="avatar_file"; filename="a.png"\r\n' + 'Content-Type: image/png\r\n\r\n';
  const body = start.padEnd(1000 - 9, 'x') + '\r\n--b--\r\n';
  return new Promise((resolve) => {
    let received = '';
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const end = (ending: SocketEnd['ending']): void => {
      clearInterval(timer);
      resolve({ received, ending });
      socket.destroy();
    };
    let quiet = 0;
    const timer = setInterval(() => {
      quiet = stays?.(received) === true ? quiet + 1 : 0;
      if (quiet > 3) end('open');
    }, 10);
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
    });
    socket.on('end', () => end('fin'));
    socket.on('error', (error: NodeJS.ErrnoException) => end(error.code === 'ECONNRESET' ? 'reset' : 'open'));
    socket.write(head + body.slice(0, sent));
  });
}
