import { describeMachine } from '../results.ts';

/** Measures of a chart, in pixels. */
export const layout = { width: 900, left: 310, right: 840, top: 96, row: 26, foot: 64 } as const;

const STYLE = `
  .paper { fill: #ffffff } .ink { fill: #1f2328 } .faint { fill: #59636e } .grid { stroke: #d1d9e0 }
  .dot { fill: #8b949e } .own { fill: #0969da } .stem { stroke: #8b949e } .stem.own { stroke: #0969da }
  .part-0 { fill: #0969da } .part-1 { fill: #1a7f37 } .part-2 { fill: #4ac26b } .part-3 { fill: #2da44e }
  .part-4 { fill: #116329 } .part-5 { fill: #6fdd8b } .part-6 { fill: #bf8700 }
  text { font: 13px system-ui, sans-serif } .title { font-size: 16px; font-weight: 600 } .small { font-size: 11px }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #0d1117 } .ink { fill: #f0f6fc } .faint { fill: #9198a1 } .grid { stroke: #3d444d }
    .own { fill: #4493f8 } .stem.own { stroke: #4493f8 } .part-0 { fill: #4493f8 } .part-6 { fill: #d29922 }
  }`;

interface Frame {
  readonly title: string;
  readonly axis: string;
  readonly rows: number;
  /** What stands between title and foot. */
  readonly body: string;
  /** What the foot says beside the machine. */
  readonly note: string;
}

/** A chart with its title, the name of its axis and the machine; readable on light and on dark paper. */
export function frame({ title, axis, rows, body, note }: Frame): string {
  const bottom = layout.top + rows * layout.row;
  const height = bottom + layout.foot;
  const { processor, cores, memory, node } = describeMachine();
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${layout.width} ${height}" role="img" aria-label="${escape(title)}">
<style>${STYLE}
</style>
<rect class="paper" width="${layout.width}" height="${height}"/>
${text(20, 30, title, 'ink title')}
${body}
${text((layout.left + layout.right) / 2, bottom + 36, axis, 'ink', 'middle')}
${text(20, height - 8, `${note} ${processor}, ${cores} cores, ${memory}, Node.js ${node}.`, 'faint small')}
</svg>
`;
}

/** A line of text. */
export const text = (
  x: number,
  y: number,
  content: string,
  classes: string,
  anchor: 'start' | 'middle' | 'end' = 'start',
): string =>
  `<text x="${n(x)}" y="${n(y)}" class="${classes}" text-anchor="${anchor}">${escape(content)}</text>`;

/** The lines of an axis and their values. */
export function grid(ticks: readonly number[], x: (value: number) => number, rows: number): string {
  const bottom = layout.top + rows * layout.row;
  return ticks
    .map(
      (tick) =>
        `<line class="grid" x1="${n(x(tick))}" x2="${n(x(tick))}" y1="${layout.top - 6}" y2="${bottom}"/>` +
        text(x(tick), bottom + 16, String(tick), 'faint small', 'middle'),
    )
    .join('\n');
}

/** A number as coordinates need it. */
export const n = (value: number): string => String(Math.round(value * 10) / 10);

const escape = (content: string): string =>
  content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
