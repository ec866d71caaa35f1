import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { requestFor } from '../../operation.ts';
import { type Answer, post } from '../../post.ts';
import type { Services } from './services.ts';

/** What a desk was told of the household that it works on. */
interface Case {
  readonly household: string;
  readonly income: string;
  readonly person: string;
  /** The version of the income, as the last answer had it. */
  readonly version: number;
}

/** Commands that a hub acknowledged: bills by their numbers, incomes by their last versions. */
export interface Acknowledged {
  readonly bills: string[];
  readonly incomes: Map<string, number>;
  count: number;
}

const CASE = `query ($id: ID!) {
  household(id: $id) { latestIncome { id provenance { version } } members(first: 1) { edges { node { id } } } }
}`;
const BILL = `mutation ($input: RecordSettlementInput!) { recordSettlement(input: $input) { version } }`;

const PATIENCE = 60_000; // milliseconds until a command must have been acknowledged
const PAUSE = 50; // milliseconds before a command is sent again, at least

/** Codes that say what the command was, not how the hub is. */
const FINAL = new Set([
  'RULE_REFUSED',
  'VERSION_CONFLICT',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'DENIED',
  'IDEMPOTENCY_KEY_REUSED',
]);

/** Desks, each of which works on a household of its own: a bill and an income by turns, each command until it is acknowledged. */
export class Desks {
  readonly acknowledged: Acknowledged = { bills: [], incomes: new Map(), count: 0 };
  readonly #place: Services['place'];

  constructor({ place }: Pick<Services, 'place'>) {
    this.#place = place;
  }

  /** Works on households until each has had so many commands. */
  async work(households: readonly string[], each: number): Promise<void> {
    await Promise.all(households.map((household) => this.#workOn(household, each)));
  }

  async #workOn(id: string, commands: number): Promise<void> {
    let current = await this.#open(id);
    for (let turn = 0; turn < commands; turn += 1) {
      current = turn % 2 === 0 ? await this.#updateIncome(current, turn) : await this.#recordBill(current);
      this.acknowledged.count += 1;
    }
  }

  async #open(household: string): Promise<Case> {
    const { data } = await this.#untilAnswered(CASE, { id: household });
    const { latestIncome, members } = data.household;
    const { version } = latestIncome.provenance;
    return { household, income: latestIncome.id, person: members.edges[0].node.id, version };
  }

  async #updateIncome(current: Case, turn: number): Promise<Case> {
    const { income, version: expectedVersion } = current;
    const { data } = await this.#untilAnswered(requestFor('UpdateIncome').query, {
      input: { idempotencyKey: randomUUID(), income, expectedVersion, part: 'WAGE', amount: `${turn}.00` },
    });
    const { version } = data.updateIncome;
    this.acknowledged.incomes.set(income, version);
    return { ...current, version };
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
      await delay(PAUSE * (1 + Math.random()));
    }
  }
}

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
