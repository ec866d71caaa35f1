import type { FieldDraw } from './draws.ts';
import { leafTypes, type Arguments, type FieldModel, type ObjectModel } from './model.ts';

/** What fields are drafted from. */
export interface Draft {
  readonly at: (index: number) => string;
  readonly subgraphs: readonly string[];
  readonly objects: Map<string, ObjectModel>;
  /** The names of types that a field may lead to, besides leaves. */
  readonly targets: readonly string[];
}

const wraps = ['_', '_', '_!', '[_]', '[_!]', '[_]!', '[_!]!', '[[_]]', '[[_!]!]!', '[[_]!]', '[[_!]]!', '_'];

const none: Arguments = { sdl: '', required: '', values: {} };
const argumentKinds: readonly Arguments[] = [
  { sdl: '(n: Int = 1)', required: '', values: { n: 1 } },
  { sdl: '(n: Int, text: String)', required: '(n: 3)', values: { n: 3 } },
  { sdl: '(level: Level! = LOW)', required: '', values: { level: 'LOW' } },
  { sdl: '(level: Level!)', required: '(level: HIGH)', values: { level: 'HIGH' } },
  { sdl: '(filter: Filter)', required: '', values: {} },
  { sdl: '(ids: [ID!] = ["x"])', required: '', values: { ids: ['x'] } },
];

/** Adds fields to an object, without what makes them depend on other fields. Returns those that were added. */
export function draftFields(
  draft: Draft,
  object: ObjectModel,
  draws: readonly FieldDraw[],
  prefix = object.kind === 'root' ? 'q' : 'f',
): FieldModel[] {
  const added = draws.map((draw, index) => draftField(draft, object, draw, `${prefix}${index}`));
  object.fields.push(...added);
  return added;
}

function draftField(draft: Draft, object: ObjectModel, draw: FieldDraw, name: string): FieldModel {
  const home = draft.at(draw.home);
  const other = draft.at(draw.home + 1 + (draw.other % Math.max(1, draft.subgraphs.length - 1)));
  const isValue = object.kind === 'value';
  const isShared = !isValue && home !== other && draw.place < 20;
  const isMoved = object.kind === 'entity' && home !== other && draw.place >= 20 && draw.place < 28;
  const isSplit = isShared && draw.place < 6;
  const target = isSplit
    ? addSplitValue(draft, [home, other], `${object.name}_${name}`)
    : targetOf(draft, object, draw);
  const args = argumentKinds[object.kind === 'root' ? draw.args % 8 : draw.args] ?? none;
  return {
    name,
    type: (wraps[draw.wrap % wraps.length] as string).replace('_', target),
    args,
    homes: isValue ? 'everywhere' : isShared ? [home, other] : [home],
    isShareable: isShared,
    movedFrom: isMoved ? other : undefined,
    externalIn: new Set(),
    isSafe: false,
  };
}

function targetOf({ targets }: Draft, object: ObjectModel, { target }: FieldDraw): string {
  const leafShare = object.kind === 'root' ? 1 : 5;
  return target % 10 < leafShare || targets.length === 0
    ? (leafTypes[Math.floor(target / 10) % leafTypes.length] as string)
    : (targets[Math.floor(target / 10) % targets.length] as string);
}

/** A value type of which two subgraphs know different parts: only what both have is shared. */
function addSplitValue(draft: Draft, [first, second]: readonly [string, string], name: string): string {
  const fields = [
    { name: 'both', type: 'String', homes: [first, second] },
    { name: 'left', type: 'Int', homes: [first] },
    { name: 'right', type: '[Float!]', homes: [second] },
  ];
  const field = { args: none, isShareable: false, isSafe: false };
  draft.objects.set(`S_${name}`, {
    name: `S_${name}`,
    kind: 'value',
    home: first,
    fields: fields.map((each) => ({ ...field, ...each, externalIn: new Set<string>() })),
    keysIn: () => [],
    isStubUnresolvable: false,
  });
  return `S_${name}`;
}
