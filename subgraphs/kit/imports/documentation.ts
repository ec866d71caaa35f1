import { getMinistry } from '@hearth/schema/subgraphs.ts';
import type { Ministry } from '../subgraph.ts';
import type { ExchangeFile } from './exchange.ts';
import type { FileColumn } from './cell.ts';
import { fileReasons, rowReasons } from './reasons.ts';

/** The page about a ministry's exchange files, in Markdown; the example files lie beside it as `<kind>.csv`. */
export function exchangePage({ name, exchange }: Pick<Ministry, 'name' | 'exchange'>): string {
  const { title, chineseTitle } = getMinistry(name);
  const sections = exchange.map((file) => kindSection(name, file));
  return `${[`# Exchange files: ${title} (${chineseTitle})`, INTRODUCTION, contents(exchange), ...sections].join('\n\n')}\n`;
}

/** The reasons for which rows and files are refused, as Markdown tables. */
export function reasonsTable(): string {
  const rows = (reasons: Record<string, string>) =>
    Object.entries(reasons).map(([reason, meaning]) => `| \`${reason}\` | ${meaning} |`);
  const section = (title: string, reasons: Record<string, string>) =>
    [`| ${title} | meaning |`, '| --- | --- |', ...rows(reasons)].join('\n');
  return `${section('reason for a row', rowReasons)}\n\n${section('reason for a file', fileReasons)}\n`;
}

const INTRODUCTION = `<!-- Written by \`npm run generate\`; change the definitions instead. -->
Comma-separated values with a header, in UTF-8 or GB18030. Columns may come in any order; all of them must be
there. Spaces around a value do not matter; an empty cell means that there is no value. Rows are recognised by
their key: one that comes again with other values changes the record.`;

function contents(exchange: readonly ExchangeFile[]): string {
  return exchange
    .map(({ kind, description }) => `- [${kind}](#${kind}): ${firstSentence(description)}`)
    .join('\n');
}

function kindSection(ministry: string, file: ExchangeFile): string {
  const key = file.cells.filter(({ properties }) =>
    properties.some((each) => file.targets[0]!.key.includes(each)),
  );
  const parts = [
    `## ${file.kind}`,
    file.description,
    `Example: [${file.kind}.csv](${file.kind}.csv). Import: \`npm run import -- ${ministry} ${file.kind} <file.csv>\``,
    `Key: ${key.flatMap(({ columns }) => columns.map(({ name }) => `\`${name}\``)).join(', ')}.`,
    [
      '| column | meaning | form | may be empty |',
      '| --- | --- | --- | --- |',
      ...file.columns.map(columnLine),
    ].join('\n'),
    ...(file.checks.length > 0 ? [checkLines(file)] : []),
  ];
  return parts.join('\n\n');
}

function columnLine({ name, meaning, form, optional, sensitive }: FileColumn): string {
  const meant = [meaning, sensitive && 'Sensitive.'].filter(Boolean).join(' ');
  return `| \`${name}\` | ${escaped(meant)} | ${escaped(form)} | ${optional ? 'yes' : ''} |`;
}

const checkLines = ({ checks }: ExchangeFile) =>
  ['Rules over a row:', '', ...checks.map(({ name, rule }) => `- \`BROKEN_RULE:${name}\`: ${rule}`)].join(
    '\n',
  );

const escaped = (text: string) => text.replaceAll('|', '\\|');

const firstSentence = (text: string) => text.split(/(?<=\.)\s/)[0] ?? text;
