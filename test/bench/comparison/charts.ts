import { round } from '../results.ts';
import type { Summary } from './summary.ts';
import { frame, grid, layout, n, text } from './svg.ts';

const NOTE = 'Median of rounds.';
const STEPS = [1, 2, 5];
const OWN = 'hearth';

const yOf = (index: number): number => layout.top + (index + 0.5) * layout.row;

/** CPU time of each candidate's gateway process for one household view, on a logarithmic axis. */
export function drawGatewayChart(summaries: readonly Summary[]): string {
  const rows = summaries.toSorted((a, b) => a.gatewayCpu - b.gatewayCpu);
  const ticks = logarithmicTicks(rows[0]!.gatewayCpu, rows.at(-1)!.gatewayCpu);
  const [low, high] = [Math.log(ticks[0]!), Math.log(ticks.at(-1)!)];
  const x = (value: number) =>
    layout.left + ((Math.log(value) - low) / (high - low)) * (layout.right - layout.left);
  const marks = rows.map(({ candidate, gatewayCpu }, index) => {
    const own = candidate.name.startsWith(OWN) ? ' own' : '';
    const y = yOf(index);
    return [
      text(layout.left - 10, y + 4, candidate.title, 'ink', 'end'),
      `<line class="stem${own}" x1="${layout.left}" x2="${n(x(gatewayCpu))}" y1="${n(y)}" y2="${n(y)}"/>`,
      `<circle class="dot${own}" cx="${n(x(gatewayCpu))}" cy="${n(y)}" r="5"/>`,
      text(x(gatewayCpu) + 9, y + 4, String(round(gatewayCpu)), 'ink'),
    ].join('');
  });
  return frame({
    title: 'HouseholdView at 16 connections: CPU time of the gateway for one view',
    axis: 'milliseconds of CPU time, logarithmic; less is better',
    rows: rows.length,
    body: [grid(ticks, x, rows.length), ...marks].join('\n'),
    note: NOTE,
  });
}

/** CPU time of all processes for one household view, by process. */
export function drawHubChart(summaries: readonly Summary[]): string {
  const rows = summaries
    .filter(({ candidate }) => candidate.isChecked)
    .toSorted((a, b) => sumOf(a) - sumOf(b));
  const processes = Object.keys(rows[0]?.cpu ?? {});
  const ticks = linearTicks(sumOf(rows.at(-1)!));
  const x = (value: number) => layout.left + (value / ticks.at(-1)!) * (layout.right - layout.left);
  const bars = rows.map(({ candidate, cpu }, index) => {
    let from = 0;
    const parts = processes.map((name, place) => {
      const start = from;
      from += cpu[name]!;
      return `<rect class="part-${place}" x="${n(x(start))}" y="${n(yOf(index) - 8)}" width="${n(x(from) - x(start))}" height="16"/>`;
    });
    return [
      text(layout.left - 10, yOf(index) + 4, candidate.title, 'ink', 'end'),
      ...parts,
      text(x(from) + 6, yOf(index) + 4, String(round(from)), 'ink'),
    ].join('');
  });
  return frame({
    title: 'HouseholdView at 16 connections: CPU time of all processes for one view',
    axis: 'milliseconds of CPU time; less is better',
    rows: rows.length,
    body: [legend(processes), grid(ticks, x, rows.length), ...bars].join('\n'),
    note: NOTE,
  });
}

const sumOf = ({ cpu }: Summary): number => Object.values(cpu).reduce((sum, part) => sum + part, 0);

function legend(names: readonly string[]): string {
  const width = (layout.width - 40) / names.length;
  return names
    .map((name, place) => {
      const x = 20 + place * width;
      return `<rect class="part-${place}" x="${n(x)}" y="50" width="12" height="12"/>${text(x + 18, 61, name, 'ink')}`;
    })
    .join('\n');
}

/** 1, 2 and 5 times powers of ten, from below the least to above the most. */
function logarithmicTicks(least: number, most: number): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(least)); ticks.length === 0 || ticks.at(-1)! < most; power += 1) {
    for (const step of STEPS) ticks.push(Number((step * 10 ** power).toPrecision(1)));
  }
  const from = ticks.findLastIndex((tick) => tick <= least);
  const to = ticks.findIndex((tick) => tick >= most);
  return ticks.slice(from, to + 1);
}

/** Five to ten even steps from nought to above the most. */
function linearTicks(most: number): number[] {
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [0.1, 0.2, 0.5, 1].map((part) => part * power).find((size) => most / size <= 10) ?? power;
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) =>
    Number((index * step).toPrecision(3)),
  );
}
