import { type BrowserContext, type Page, expect, test as base } from '@playwright/test';
import { type Member, baseUrl } from './factories';

interface Watched {
  /** Opens a window of one's own, signed in as a member or as a visitor. */
  browse: (who?: Member) => Promise<Page>;
  /** True where JavaScript is on. */
  js: boolean;
  watcher: Watcher;
}

/** The test function of every spec: no test passes with errors in the console or an injected script. */
export const test = base.extend<Watched>({
  baseURL: async ({}, use) => use(baseUrl()),

  js: async ({ javaScriptEnabled }, use) => use(javaScriptEnabled !== false),

  watcher: async ({}, use) => {
    const watcher = new Watcher();
    await use(watcher);
    expect(watcher.complaints(), 'errors in the console').toEqual([]);
  },

  context: async ({ context, watcher }, use) => {
    await watcher.watch(context);
    await use(context);
  },

  browse: async ({ browser, watcher }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (who) => {
      const context = await browser.newContext();
      opened.push(context);
      await watcher.watch(context);
      if (who) await signIn(context, who);
      return context.newPage();
    });
    for (const context of opened) await context.close();
  },
});

export { expect };

/** Gives a browser the session of a member. */
export async function signIn(context: BrowserContext, who: Member): Promise<void> {
  await context.addCookies([
    { name: 'session', value: who.session, url: baseUrl(), httpOnly: true, sameSite: 'Lax' },
  ]);
}

class Watcher {
  private readonly messages: { text: string; url: string }[] = [];
  private readonly errorPages = new Set<string>();

  async watch(context: BrowserContext): Promise<void> {
    context.on('console', (message) => {
      if (message.type() === 'error') this.messages.push({ text: message.text(), url: message.location().url });
    });
    context.on('weberror', (thrown) => {
      this.messages.push({ text: String(thrown.error()), url: '' });
    });
    context.on('dialog', (dialog) => {
      this.messages.push({ text: `a dialog was opened: ${dialog.message()}`, url: dialog.page()?.url() ?? '' });
      void dialog.dismiss();
    });
    context.on('response', (response) => {
      if (response.status() >= 400 && response.request().isNavigationRequest()) {
        this.errorPages.add(response.url());
      }
    });
    // The tripwire: whatever a test makes people type sets this name, should it ever run.
    await context.addInitScript(() => {
      Object.defineProperty(window, '__xss', {
        set: (by) => console.error(`a script was injected by ${by}`),
        get: () => undefined,
      });
    });
  }

  complaints(): string[] {
    return this.messages
      .filter(({ text, url }) => !(text.startsWith('Failed to load resource') && this.mayFail(text, url)))
      .map(({ text, url }) => `${text} ${url}`);
  }

  // The browser also reports answers that are meant: error pages, and refused input.
  private mayFail(text: string, url: string): boolean {
    if (this.errorPages.has(url)) return !/status of 5\d\d/.test(text);
    const { pathname, searchParams } = new URL(url);
    // A refused form comes back as the page it stood on, under a key.
    return (pathname.startsWith('/api/') || searchParams.has('retry')) && /status of 4\d\d/.test(text);
  }
}
