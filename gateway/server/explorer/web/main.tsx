// oxlint-disable import/no-unassigned-import -- workers and styles are imported for what they do
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './style.css';
import { GraphiQL } from 'graphiql';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { firstCaller, headersOf, loadAccess } from './caller.ts';
import { CallerBar } from './caller-bar.tsx';
import { createFetcher } from './fetcher.ts';
import { loadTabs } from './operations.ts';
import { forgetOtherTabs, hasNoTabs } from './storage.ts';

const welcome = `# Ask about households, people and regions. The documentation is behind the book on the left;
# Ctrl-Space completes, Ctrl-Enter runs.
{
  __typename
}
`;

const access = await loadAccess();
const tabs = await loadTabs(access);
const first = firstCaller(access);
let caller = first;
let showDenial = (_words: string): void => {};
const fetcher = createFetcher(
  () => headersOf(caller),
  (words) => showDenial(words),
);

forgetOtherTabs(localStorage, tabs);
const [firstTab] = hasNoTabs(localStorage) ? tabs : []; // GraphiQL takes all but the variables from the first tab

/** The bar above the editor, with what the last answer denied to the chosen caller. */
function Caller() {
  const [denial, setDenial] = useState('');
  showDenial = setDenial;
  const choose = (chosen: typeof caller) => {
    caller = chosen;
    setDenial('');
  };
  return <CallerBar access={access} first={first} onChange={choose} denial={denial} />;
}

createRoot(document.getElementById('explorer')!).render(
  <>
    <Caller />
    <GraphiQL
      fetcher={fetcher}
      defaultQuery={welcome}
      {...(tabs.length > 0 && { defaultTabs: tabs })}
      {...(firstTab?.variables && { initialVariables: firstTab.variables })}
      defaultEditorToolsVisibility="variables"
    >
      <GraphiQL.Logo>
        <span className="hearth">
          <img src="/assets/favicon.svg" alt="" />
          Hearth
        </span>
      </GraphiQL.Logo>
    </GraphiQL>
  </>,
);
