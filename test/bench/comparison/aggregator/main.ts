import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MinistryName } from '@hearth/schema/subgraphs.ts';
import { documents, type WorkloadName } from '../workloads.ts';
import { householdView, type HouseholdViewVariables, type Ministries } from './household-view.ts';
import { connect } from './ministry.ts';
import { monitoredHouseholds, type MonitoredHouseholdsVariables } from './monitored-households.ts';

/**
 * What a developer who knows each question by heart can write instead of a gateway: prepared bodies, kept
 * connections, answers joined as text. It knows no GraphQL, checks nothing and guards against nothing.
 */
const urls = JSON.parse(process.env['MINISTRY_URLS']!) as Record<MinistryName, string>;
const ministries: Ministries = {
  povertyRelief: connect(urls['poverty-relief']),
  health: connect(urls.health),
  education: connect(urls.education),
  agriculture: connect(urls.agriculture),
  finance: connect(urls.finance),
};

type Answer = (variables: unknown, body: string) => Promise<string>;

const viewOf: Answer = (variables) => householdView(ministries, variables as HouseholdViewVariables);
const ANSWERS: Readonly<Record<WorkloadName, Answer>> = {
  HouseholdView: viewOf,
  HotHouseholdView: viewOf,
  MonitoredHouseholds: (variables) =>
    monitoredHouseholds(ministries, variables as MonitoredHouseholdsVariables),
  OneMinistry: (_variables, body) => ministries.povertyRelief(body),
};

const VARIABLES = ',"variables":';

/** What answers a request, by all of its body that stands before its variables. */
const known = new Map(
  Object.entries(documents).map(([name, document]) => [
    Buffer.from(`{"query":${JSON.stringify(document)}`).toString('latin1'),
    ANSWERS[name as WorkloadName],
  ]),
);

async function answer(body: string): Promise<string> {
  const end = body.lastIndexOf(VARIABLES);
  const answerTo = known.get(body.slice(0, end));
  if (!answerTo) throw new Error('Nobody wrote an answer to this question.');
  return answerTo(JSON.parse(body.slice(end + VARIABLES.length, -1)), body);
}

function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let body = '';
    request.setEncoding('latin1');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => resolve(body));
    request.on('error', reject);
  });
}

const TYPE = 'application/json; charset=utf-8';

const server = createServer(async (request, response) => {
  try {
    const text = await answer(await bodyOf(request));
    response.writeHead(200, { 'content-type': TYPE, 'content-length': text.length });
    response.end(text, 'latin1');
  } catch (error) {
    response.writeHead(502, { 'content-type': TYPE });
    response.end(JSON.stringify({ errors: [{ message: (error as Error).message }] }));
  }
});
server.listen(0, '127.0.0.1', () => {
  console.log(`answers at http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`);
});
