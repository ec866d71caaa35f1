import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, openPage, type WatchedPage } from './browser.ts';

/** A gateway whose explorer is looked at, and what should be seen there. */
export interface Explored {
  readonly url: string;
  /** The ready operations in the order of their tabs. */
  readonly operations: readonly string[];
  /** Texts in the answer to the first of them. */
  readonly answer: readonly string[];
  /** A type of the schema, for the documentation. */
  readonly type: string;
  stop(): Promise<void>;
}

const artefact = (name: string) => fileURLToPath(new URL(`../artefacts/${name}.png`, import.meta.url));

const START = 120_000; // milliseconds for gateway and browser

/** What every gateway's explorer must do in a browser. Screenshots are kept under `test/artefacts`. */
export function describeExplorer(name: string, start: () => Promise<Explored>): void {
  describe.skipIf(!chromiumPath)(`the explorer of ${name}`, () => {
    let explored: Explored;
    let watched: WatchedPage;
    beforeAll(async () => {
      explored = await start();
      watched = await openPage();
      await watched.page.goto(explored.url);
      await watched.page.locator('.result-window .monaco-editor').waitFor(); // the last that appears
    }, START);
    afterAll(async () => {
      await watched.close();
      await explored.stop();
    });

    it('opens with a tab for every ready operation', async () => {
      expect(await watched.page.title()).toContain('Hearth');
      const tabs = await watched.page.locator('.graphiql-tab-button').allInnerTexts();
      expect(tabs.map((tab) => tab.trim())).toEqual(explored.operations);
    });

    it('runs the first operation with its ready variables and shows the data', async () => {
      const { page } = watched;
      await page.getByRole('button', { name: /Execute query/ }).click();
      const answer = () => page.locator('.result-window').innerText();
      const text = async () => (await answer()).replaceAll('\u00a0', ' '); // the editor's blanks do not break
      for (const part of explored.answer) await expect.poll(text, { timeout: 10_000 }).toContain(part);
      expect(await text()).not.toContain('"errors"');
      await page.screenshot({ path: artefact(`explorer-${name}`) });
    });

    it('shows the documentation of a type', async () => {
      const { page } = watched;
      await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
      await page.locator('input[role=combobox]').fill(explored.type);
      await page.getByRole('option', { name: explored.type, exact: true }).first().click();
      await page.locator('.graphiql-doc-explorer-title', { hasText: explored.type }).waitFor();
      await page.screenshot({ path: artefact(`documentation-${name}`) });
      expect(await page.locator('.graphiql-doc-explorer-title').innerText()).toBe(explored.type);
    });

    it('keeps changed tabs when it is opened again', async () => {
      const { page } = watched;
      await page.getByRole('button', { name: 'New tab' }).click();
      await page.waitForTimeout(700); // GraphiQL keeps its tabs half a second after they change
      await page.reload();
      await page.getByRole('tab').first().waitFor();
      expect(await page.locator('.graphiql-tab-button').count()).toBe(explored.operations.length + 1);
    });

    it('asks nothing of the outside and has nothing to complain of', () => {
      expect(watched.outside).toEqual([]);
      expect(watched.complaints).toEqual([]);
    });
  });
}
