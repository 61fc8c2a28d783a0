import { basename } from 'node:path';
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import { quietSettings } from './quietSettings.ts';
import type { VSCodeServer } from './server.ts';
import { type Theme, themeSetting } from './themes.ts';
import { Dialog } from './workbench/dialog.ts';
import { Explorer } from './workbench/explorer.ts';
import { Keys } from './workbench/keys.ts';
import { Notifications } from './workbench/notifications.ts';
import { QuickInput } from './workbench/quickInput.ts';
import { keepSecrets } from './workbench/secrets.ts';
import { Sidebar } from './workbench/sidebar.ts';
import { waitUntil } from './workbench/waiting.ts';

export interface WorkbenchOptions {
  /** Absolute path of the folder to open. */
  readonly folder: string;
  /** User settings, on top of quiet defaults. They are the server's: all its windows share them. */
  readonly userSettings?: Readonly<Record<string, unknown>>;
  readonly theme?: Theme;
  /** Title of a view container whose extension must be there before the window counts as open. */
  readonly container: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Whether secrets outlive the page, as with a keyring. Default false: they are forgotten on reload. */
  readonly keepsSecrets?: boolean;
}

/** A VS Code window in a browser, driven as a person would: by what is seen, clicked and typed. */
export class Workbench {
  readonly quickInput: QuickInput;
  readonly explorer: Explorer;
  readonly sidebar: Sidebar;
  readonly notifications: Notifications;
  readonly dialog: Dialog;
  readonly keys: Keys;

  private constructor(
    readonly page: Page,
    readonly context: BrowserContext,
    private readonly container: string,
  ) {
    this.quickInput = new QuickInput(page);
    this.explorer = new Explorer(page);
    this.sidebar = new Sidebar(page);
    this.notifications = new Notifications(page);
    this.dialog = new Dialog(page);
    this.keys = new Keys(page);
  }

  /** Opens a window in a browser profile of its own (secrets live there), and waits until it can be used. */
  static async open(browser: Browser, server: VSCodeServer, options: WorkbenchOptions): Promise<Workbench> {
    const { folder, userSettings, theme = 'dark', container, viewport = { width: 1280, height: 800 } } = options;
    const { keepsSecrets = false } = options;
    server.writeUserSettings({ ...quietSettings, ...themeSetting(server.build, theme), ...userSettings });
    const context = await browser.newContext({ viewport });
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.origin });
    if (keepsSecrets) await keepSecrets(context);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(server.url({ folder }));
    const workbench = new Workbench(page, context, container);
    await workbench.#ready();
    return workbench;
  }

  /** Runs a command by its whole title in the Command Palette, category included. */
  async runCommand(title: string): Promise<void> {
    // In a window just opened the palette may be listed before the extension's commands are known: it does not follow.
    await waitUntil(`the command “${title}”`, async () => {
      await this.page.keyboard.press('F1');
      if (await this.quickInput.tryToPick(`>${title}`, title)) return true;
      await this.quickInput.escape();
      return false;
    });
  }

  async clearNotifications(): Promise<void> {
    await this.runCommand('Notifications: Clear All Notifications');
    await this.page.locator('.notifications-toasts .notification-list-item').first().waitFor({ state: 'detached' });
  }

  /** Titles of the open editors. */
  tabs(): Promise<string[]> {
    return this.page.locator('.tabs-container .tab .label-name').allTextContents();
  }

  async waitForTab(title: RegExp): Promise<void> {
    await this.page.locator('.tabs-container .tab', { hasText: title }).waitFor();
  }

  /** The page inside the webview panel in front, whose tab has this title. */
  async webviewFrame(title: RegExp): Promise<FrameLocator> {
    await this.page.locator('.tabs-container .tab.active', { hasText: title }).waitFor();
    return this.page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame');
  }

  /** VS Code's own file dialog: types the path of a file on the machine of the server. */
  async chooseFile(absolutePath: string): Promise<void> {
    const { quickInput } = this;
    await quickInput.waitFor();
    await waitUntil(`the file dialog to take ${absolutePath}`, async () => {
      // While it lists the folder it starts in, the dialog writes that folder's path over what is typed, and takes no Enter.
      if ((await quickInput.value()) !== absolutePath) await quickInput.type(absolutePath);
      if (!(await quickInput.offers(basename(absolutePath)))) return false;
      if ((await quickInput.value()) !== absolutePath) return false;
      await this.page.keyboard.press('Enter');
      return quickInput.closes();
    });
  }

  clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  async waitForClipboard(text: string | undefined): Promise<void> {
    await waitUntil(`“${String(text)}” on the clipboard`, async () => (await this.clipboard()) === text);
  }

  /** Reloads as VS Code does it, with time for it to save what it keeps: a browser's own reload is a crash to it. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await this.runCommand('Developer: Reload Window');
    await loaded;
    await this.#ready();
  }

  async screenshot(path: string): Promise<void> {
    await this.page.screenshot({ path });
  }

  async close(): Promise<void> {
    await this.context.close();
  }

  /** The extension's menus and views are there once its container is. */
  async #ready(): Promise<void> {
    await this.sidebar.tab(this.container).waitFor({ timeout: 60_000 });
  }
}
