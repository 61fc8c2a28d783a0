import { createServer, type Server } from 'node:http';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { FromPage, ToPage } from '../../src/shared/protocol.ts';
import { root } from '../support/root.ts';
import { panelFrame } from './previewFrame.ts';
import { type ThemeName, themeStyle } from './theme.ts';

/**
 * The panel's page as it is built, with its real policy and words, in a browser tab of its own: what VS Code would put
 * around it (theme, `acquireVsCodeApi`) is put around it here, and the test plays the extension's part.
 */
export class PreviewPage {
  private constructor(
    readonly page: Page,
    /** What the browser complained of: policy violations, errors nobody caught. */
    readonly complaints: readonly string[],
  ) {}

  static async open(browser: Browser, site: PreviewSite, theme: ThemeName = 'dark', options: BrowserContextOptions = {}) {
    const context = await browser.newContext({ viewport: { width: 1100, height: 900 }, reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    // The loader that tests run with names functions by this helper, also those that are handed to the browser.
    await page.addInitScript('globalThis.__name = (named) => named;');
    await page.addInitScript(pretendToBeVSCode);
    await page.goto(site.url(theme));
    const panel = new PreviewPage(page, complaints);
    await panel.told('ready');
    return panel;
  }

  /** Says something to the page, as the extension would. Bytes cross into the browser as base64. */
  async say(message: ToPage): Promise<void> {
    const json = JSON.stringify(message, (_, value: unknown) =>
      value instanceof ArrayBuffer ? { base64: Buffer.from(value).toString('base64') } : value,
    );
    await this.page.evaluate((text) => {
      const revive = (_: string, value: unknown): unknown =>
        typeof value === 'object' && value !== null && 'base64' in value
          ? Uint8Array.from(atob(String(value.base64)), (character) => character.charCodeAt(0)).buffer
          : value;
      window.postMessage(JSON.parse(text, revive));
    }, json);
  }

  /** The last message of a type that the page sent, waiting for it. Bytes come as Buffers. */
  async told<Type extends FromPage['type']>(type: Type): Promise<Extract<FromPage, { type: Type }>> {
    await this.until(async () => this.page.evaluate((name) => window.told.some((message) => message.type === name), type));
    const json = await this.page.evaluate((name) => {
      const base64 = (bytes: ArrayBuffer) => btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(''));
      const message = window.told.filter((each) => each.type === name).at(-1);
      return JSON.stringify(message, (_, value: unknown) => (value instanceof ArrayBuffer ? { base64: base64(value) } : value));
    }, type);
    return JSON.parse(json, (_, value: unknown) =>
      typeof value === 'object' && value !== null && 'base64' in value ? Buffer.from(String(value.base64), 'base64') : value,
    ) as Extract<FromPage, { type: Type }>;
  }

  /** Waits for something; with the page's policy in force, Playwright's own waiting for functions does not work. */
  async until(holds: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + 10_000;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error(`It did not come about in 10 s. The browser says: ${this.complaints.join('\n')}`);
      await this.page.waitForTimeout(20);
    }
  }

  /** Forgets what the page has said so far. */
  async forget(): Promise<void> {
    await this.page.evaluate(() => (window.told.length = 0));
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}

declare global {
  interface Window {
    told: FromPage[];
    remembered: unknown;
  }
}

function pretendToBeVSCode(): void {
  window.told = [];
  Object.assign(window, {
    acquireVsCodeApi: () => ({
      postMessage: (message: FromPage) => window.told.push(message),
      setState: (state: unknown) => (window.remembered = state),
    }),
  });
}

/** Serves the page's files on this machine, under the policy that the extension gives them. */
export class PreviewSite {
  private constructor(
    private readonly server: Server,
    readonly origin: string,
  ) {}

  static async start(): Promise<PreviewSite> {
    const server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
      const served = files[pathname];
      response.setHeader('content-type', served?.type ?? 'text/html');
      if (served) response.end(readFileSync(join(root, served.path)));
      else response.end(pageText(site.origin, (searchParams.get('theme') ?? 'dark') as ThemeName));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const site = new PreviewSite(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return site;
  }

  url(theme: ThemeName): string {
    return `${this.origin}/?theme=${theme}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

const files: Readonly<Record<string, { path: string; type: string }>> = {
  '/preview.js': { path: 'dist/preview.js', type: 'text/javascript' },
  '/preview.css': { path: 'dist/preview.css', type: 'text/css' },
};

function pageText(origin: string, theme: ThemeName): string {
  const nonce = 'nonceoftests';
  const html = panelFrame({
    script: `${origin}/preview.js`,
    style: `${origin}/preview.css`,
    cspSource: `${origin} 'nonce-${nonce}'`,
    nonce,
    language: 'en',
    isOnPersonsComputer: true,
  });
  return html.replace('<link rel="stylesheet"', `<style nonce="${nonce}">${themeStyle(theme)}</style>\n  <link rel="stylesheet"`);
}
