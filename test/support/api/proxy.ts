import type { LookupAddress } from 'node:dns';
import { type PrepareRequestFunction, Server } from 'proxy-chain';

export interface TestProxy {
  /** With no credentials in it. */
  readonly url: string;
  /** Hosts and ports it was asked to connect to. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

export interface ProxyOptions {
  /** `user:password` that it wants. */
  readonly credentials?: string;
  /** TLS between client and proxy. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** Starts a real proxy on loopback. It alone can resolve names that end in `.test`: they are all this machine. */
export async function startProxy({ credentials, tls }: ProxyOptions = {}): Promise<TestProxy> {
  const asked: string[] = [];
  const place = { port: 0, host: '127.0.0.1' };
  const prepareRequestFunction: PrepareRequestFunction = ({ hostname, port, username, password }) => {
    asked.push(`${hostname}:${port}`);
    return {
      requestAuthentication: credentials !== undefined && credentials !== `${username}:${password}`,
      ...(hostname.endsWith('.test') && { dnsLookup: lookUpThisMachine }),
    };
  };
  const server = new Server(
    tls ? { ...place, prepareRequestFunction, serverType: 'https', httpsOptions: { ...tls } } : { ...place, prepareRequestFunction },
  );
  await server.listen();
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${server.port}`,
    asked,
    close: () => server.close(true),
  };
}

/** In the shape of `dns.lookup`. */
const lookUpThisMachine = ((
  _: string,
  options: { all?: boolean },
  answer: (error: null, address: string | LookupAddress[], family?: number) => void,
) => {
  if (options.all) answer(null, [{ address: '127.0.0.1', family: 4 }]);
  else answer(null, '127.0.0.1', 4);
}) as never;
