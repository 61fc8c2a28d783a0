/** A whole answer, ready to be sent. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** An answer whose body is sent as it is when it is text or bytes, and as JSON when it is anything else. */
export function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  const [contentType, bytes] = encoded(body);
  return { status, headers: { 'content-type': contentType, ...headers }, body: bytes };
}

function encoded(body: unknown): [contentType: string, bytes: Buffer] {
  if (body instanceof Uint8Array) {
    return ['application/octet-stream', Buffer.from(body)];
  }
  return typeof body === 'string'
    ? ['text/plain; charset=utf-8', Buffer.from(body)]
    : ['application/json', body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body))];
}
