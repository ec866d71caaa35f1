import type { Position } from '@hearth/schema/protocol/change.ts';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { GapError, type LogPage } from './change-log.ts';
import { CHANGE_EVENT, GAP_EVENT, POSITION_EVENT } from './endpoint.ts';
import type { CloudEvent, Envelope } from './envelope.ts';

/** The pages of a stream: what arrives together is one. @throws GapError when the stream says so */
export async function* readPages<Entry>(
  body: AsyncIterable<Uint8Array>,
  after: Position,
  { unwrap }: Envelope<Entry>,
): AsyncGenerator<LogPage<Entry>, void> {
  const decoder = new TextDecoder();
  let changes: Entry[] = [];
  let position = after;
  let isTold = false;
  const onEvent = ({ event, id, data }: EventSourceMessage) => {
    if (event === GAP_EVENT) throw new GapError(position);
    if (event !== CHANGE_EVENT && event !== POSITION_EVENT) return;
    position = id!;
    isTold = true;
    if (event === CHANGE_EVENT) changes.push(unwrap(JSON.parse(data) as CloudEvent, position));
  };
  const parser = createParser({ onEvent });
  for await (const chunk of body) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    if (!isTold) continue;
    yield { changes, position };
    changes = [];
    isTold = false;
  }
}
