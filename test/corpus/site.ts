import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../support/root.ts';

/** Serves the files of a corpus to the browser, on this machine only, and two pages: ours, and one that has nothing of ours. */
export class CorpusSite {
  private constructor(
    private readonly server: Server,
    readonly origin: string,
    private readonly files: Map<number, { readonly path: string; readonly mediaType: string }>,
  ) {}

  static async start(): Promise<CorpusSite> {
    const script = await pageScript();
    const files = new Map<number, { readonly path: string; readonly mediaType: string }>();
    const server = createServer((request, response) => {
      const file = files.get(Number(/^\/file\/(\d+)$/.exec(request.url ?? '')?.[1]));
      response.setHeader('content-type', file?.mediaType ?? 'text/html');
      if (file) response.end(readFileSync(file.path));
      else response.end(`<!DOCTYPE html><body>${request.url === '/ours' ? `<script>${script}</script>` : ''}`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new CorpusSite(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`, files);
  }

  /** @param mediaType what the server says of it; a browser believes that only of drawings */
  add(index: number, path: string, mediaType: string): string {
    this.files.set(index, { path, mediaType });
    return `${this.origin}/file/${index}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

async function pageScript(): Promise<string> {
  const { bundles } = (await import(join(root, 'esbuild.mjs'))) as { bundles: { entryPoints: Record<string, string> }[] };
  const preview = bundles.find(({ entryPoints }) => 'preview' in entryPoints);
  const { outputFiles } = await build({ ...preview, entryPoints: ['test/corpus/page.ts'], write: false, metafile: false });
  // Inside a script element, this would end it.
  return (outputFiles[0]?.text ?? '').replaceAll('</script', '<\\/script');
}
