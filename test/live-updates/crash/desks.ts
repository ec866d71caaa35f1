import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { requestFor } from '../../operation.ts';
import { type Answer, post } from '../../post.ts';
import type { Services } from './services.ts';

/** What a desk was told of the household that it works on, and the versions as the last answers had them. */
interface Case {
  readonly household: string;
  readonly version: number;
  readonly region: string;
  readonly income: string;
  readonly incomeVersion: number;
  readonly person: string;
}

/** Commands that a hub acknowledged: bills by their numbers, incomes and households that moved by their last versions. */
export interface Acknowledged {
  readonly bills: string[];
  readonly incomes: Map<string, number>;
  readonly moves: Map<string, number>;
  count: number;
}

/** What desks are given to do. */
export interface Work {
  readonly households: readonly string[];
  /** Villages to which those households move by turns. Default: none, they stay. */
  readonly villages?: readonly string[];
  /** Asked before each command: how many were given for the household. */
  readonly goesOn: (given: number) => boolean;
}

const CASE = `query ($id: ID!) {
  household(id: $id) {
    region { code } provenance { version } latestIncome { id provenance { version } } members(first: 1) { edges { node { id } } }
  }
}`;
const BILL = `mutation ($input: RecordSettlementInput!) { recordSettlement(input: $input) { version } }`;
const MOVE = `mutation ($input: MoveHouseholdInput!) { moveHousehold(input: $input) { version } }`;

const PATIENCE = 60_000; // milliseconds until a command must have been acknowledged
const PAUSE = 50; // milliseconds before the next command or the same again, at least

/** Codes that say what the command was, not how the hub is. */
const FINAL = new Set([
  'RULE_REFUSED',
  'VERSION_CONFLICT',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'DENIED',
  'IDEMPOTENCY_KEY_REUSED',
]);

/** Desks, each of which works on a household of its own: a move, an income and a bill by turns, each command until it is acknowledged. */
export class Desks {
  readonly acknowledged: Acknowledged = { bills: [], incomes: new Map(), moves: new Map(), count: 0 };
  readonly #place: Services['place'];

  constructor({ place }: Pick<Services, 'place'>) {
    this.#place = place;
  }

  async work({ households, ...work }: Work): Promise<void> {
    await Promise.all(households.map((household) => this.#workOn(household, work)));
  }

  async #workOn(id: string, { villages = [], goesOn }: Omit<Work, 'households'>): Promise<void> {
    const commands = [
      ...(villages.length > 0 ? [(current: Case) => this.#move(current, villages)] : []),
      (current: Case, turn: number) => this.#updateIncome(current, turn),
      (current: Case) => this.#recordBill(current),
    ];
    let current = await this.#open(id);
    for (let turn = 0; goesOn(turn); turn += 1) {
      current = await commands[turn % commands.length]!(current, turn);
      this.acknowledged.count += 1;
      await takeBreath();
    }
  }

  async #open(household: string): Promise<Case> {
    const { data } = await this.#untilAnswered(CASE, { id: household });
    const { region, provenance, latestIncome, members } = data.household;
    return {
      household,
      version: provenance.version,
      region: region.code,
      income: latestIncome.id,
      incomeVersion: latestIncome.provenance.version,
      person: members.edges[0].node.id,
    };
  }

  async #move(current: Case, villages: readonly string[]): Promise<Case> {
    const { household, version: expectedVersion } = current;
    const region = villages.find((village) => village !== current.region)!;
    const { data } = await this.#untilAnswered(MOVE, {
      input: { idempotencyKey: randomUUID(), household, expectedVersion, region },
    });
    const { version } = data.moveHousehold;
    this.acknowledged.moves.set(household, version);
    return { ...current, version, region };
  }

  async #updateIncome(current: Case, turn: number): Promise<Case> {
    const { income, incomeVersion: expectedVersion } = current;
    const { data } = await this.#untilAnswered(requestFor('UpdateIncome').query, {
      input: { idempotencyKey: randomUUID(), income, expectedVersion, part: 'WAGE', amount: `${turn}.00` },
    });
    const { version } = data.updateIncome;
    this.acknowledged.incomes.set(income, version);
    return { ...current, incomeVersion: version };
  }

  async #recordBill(current: Case): Promise<Case> {
    const number = randomUUID();
    await this.#untilAnswered(BILL, { input: { ...billOf(number), person: current.person } });
    this.acknowledged.bills.push(number);
    return current;
  }

  /** Sends the same again until it is answered. */
  async #untilAnswered(query: string, variables: object): Promise<Answer> {
    const { graphql, headers } = this.#place;
    for (const end = Date.now() + PATIENCE; ;) {
      const answer = await post(graphql, { query, variables }, headers).catch(() => undefined);
      if (answer?.data && !answer.errors) return answer;
      const code = answer?.errors?.[0]?.extensions?.['code'];
      if (FINAL.has(String(code)) || Date.now() > end) throw new Error(`Not done: ${JSON.stringify(answer)}`);
      await takeBreath();
    }
  }
}

const takeBreath = () => delay(PAUSE * (1 + Math.random()));

const billOf = (number: string) => ({
  idempotencyKey: randomUUID(),
  settlementNumber: number,
  encounterNumber: number,
  kind: 'OUTPATIENT',
  settledOn: '2024-12-30',
  total: '90.00',
  withinCatalogue: '90.00',
  paidByBasic: '60.00',
  paidBySeriousIllness: '0.00',
  paidByMedicalAid: '0.00',
  paidByOther: '0.00',
  selfPaid: '30.00',
  compliantSelfPaid: '30.00',
});
