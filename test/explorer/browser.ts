import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Chromium: the one that CHROMIUM names, else the one installed on the system; undefined when there is none. */
export const chromiumPath: string | undefined = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path && existsSync(path));

const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A page that keeps a record of what it asked for and complained about. */
export interface WatchedPage {
  readonly page: Page;
  /** URLs that were asked of anything but this machine. */
  readonly outside: string[];
  /** Errors of the page: uncaught ones, those on its console, and requests that failed. */
  readonly complaints: string[];
  close(): Promise<void>;
}

/** Opens an empty page in a browser of its own. */
export async function openPage(): Promise<WatchedPage> {
  const browser: Browser = await chromium.launch({ executablePath: chromiumPath!, args: quiet });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const outside: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') outside.push(request.url());
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
  });
  page.on('requestfailed', (request) => complaints.push(`failed ${request.url()}`));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return { page, outside, complaints, close: () => browser.close() };
}
