import { writeFiles } from '@hearth/schema/generated-files.ts';
import { exchangePages } from './exchange-pages.ts';
import { reasonsPage } from './reasons-page.ts';
import { settingsPage } from './settings-page.ts';

/** Writes the pages that are made from the code: settings, and the exchange files with their examples. */
for (const path of writeFiles([settingsPage(), reasonsPage(), ...(await exchangePages())])) console.log(path);
