import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endLeftoverServer } from '@hearth/kit/database/cluster.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endScript, type Script, startScript } from '../script.ts';
import { chromiumPath, openPage } from './browser.ts';

const START = 180_000; // milliseconds for hub and browsers
const LONG = { timeout: 60_000 }; // milliseconds for what a busy machine shows

let directory: string;
let hub: Script;
let url: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hearth-explorer-'));
  const env = { DATA_DIR: join(directory, 'data'), PORT: '0', SAMPLE_HOUSEHOLDS: '60' };
  hub = startScript('gateway/standalone/main.ts', { env });
  url = (await hub.printed(/Explorer: +(http:\S+)/))[1]!;
}, START);
afterAll(async () => {
  await endScript(hub);
  await endLeftoverServer({ directory: join(directory, 'data', 'postgres', 'cluster') });
  await rm(directory, { recursive: true });
});

/** Runs a ready operation as its tab has it. */
async function run(page: Page, operation: string, as: { persona?: string; purpose?: string } = {}) {
  await page.goto(url);
  await page.locator('.result-window .monaco-editor').waitFor();
  if (as.persona) await page.locator('select[name=persona]').selectOption(as.persona);
  if (as.purpose) await page.locator('select[name=purpose]').selectOption(as.purpose);
  await page.getByRole('tab', { name: operation, exact: true }).click();
  await page.getByRole('button', { name: /Execute query/ }).click();
}

const shown = async (page: Page) =>
  (await page.locator('.result-window').innerText()).replaceAll('\u00a0', ' '); // the editor's blanks do not break

describe.skipIf(!chromiumPath)('ready operations in the explorer', { timeout: START }, () => {
  it('shows what a command of somebody else changes, until it is stopped', async () => {
    const [watching, writing] = [await openPage(), await openPage()];
    await run(watching.page, 'WatchRegion');
    await watching.page.getByRole('button', { name: /Stop query/ }).waitFor();
    expect(await shown(watching.page)).not.toContain('regionChanged');

    await run(writing.page, 'RecordSettlement', { purpose: 'ASSISTANCE' });
    await expect.poll(() => shown(writing.page), LONG).toContain('"selfPaid"');
    await expect.poll(() => shown(watching.page), LONG).toContain('"SETTLEMENT_RECORDED"');
    const event = await shown(watching.page);
    expect(event).toContain('"ministry": "HEALTH"');
    const [household] = /"id": "H\d+"/.exec(await shown(writing.page))!;
    expect(event).toContain(household);
    expect(event).not.toContain('"errors"');
    expect([...watching.complaints, ...writing.complaints]).toEqual([]);
    expect([...watching.outside, ...writing.outside]).toEqual([]);

    await watching.page.getByRole('button', { name: /Stop query/ }).click();
    await watching.page.getByRole('button', { name: /Execute query/ }).waitFor();
    await watching.close();
    await writing.close();
  });

  it('says why nothing is told to somebody who may not watch', async () => {
    const { page, close } = await openPage();
    await run(page, 'WatchRegion', { persona: 'auditor' });
    await expect.poll(() => shown(page), LONG).toContain('"DENIED"');
    await close();
  });

  it('changes a real record by the ready command, and says above what another persona lacks for it', async () => {
    const { page, close } = await openPage();
    const denial = page.locator('output[name=denial]');
    await run(page, 'UpdateIncome');
    await expect.poll(() => shown(page), LONG).toContain('"wage": "21000.00"');
    expect(await denial.innerText()).toBe('');
    await page.locator('select[name=persona]').selectOption('auditor');
    await page.getByRole('button', { name: /Execute query/ }).click();
    await expect.poll(() => denial.innerText(), LONG).toContain('poverty-relief:write');
    await page.locator('select[name=persona]').selectOption('county-official');
    expect(await denial.innerText()).toBe('');
    await close();
  });

  it('is asked for with the headers of the editor, and says why it was not let in', async () => {
    const { page, close } = await openPage();
    await run(page, 'WatchRegion');
    await page.getByRole('button', { name: /Stop query/ }).click();
    await page.getByRole('button', { name: 'Headers', exact: true }).click();
    await page.locator('.graphiql-editor-tool .monaco-editor').last().click();
    await page.keyboard.insertText('{"X-Purpose": "CURIOSITY"}');
    await page.getByRole('button', { name: /Execute query/ }).click();
    await expect.poll(() => shown(page), LONG).toContain('"PURPOSE_UNKNOWN"');
    await close();
  });
});
