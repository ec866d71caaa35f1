// oxlint-disable import/no-unassigned-import -- workers and styles are imported for what they do
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './style.css';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { fetcher } from './fetcher.ts';
import { loadTabs } from './operations.ts';
import { forgetOtherTabs, hasNoTabs } from './storage.ts';

const welcome = `# Ask about households, people and regions. The documentation is behind the book on the left;
# Ctrl-Space completes, Ctrl-Enter runs.
{
  __typename
}
`;

const tabs = await loadTabs();
forgetOtherTabs(localStorage, tabs);
const [first] = hasNoTabs(localStorage) ? tabs : []; // GraphiQL takes all but the variables from the first tab

createRoot(document.getElementById('explorer')!).render(
  <GraphiQL
    fetcher={fetcher}
    defaultQuery={welcome}
    {...(tabs.length > 0 && { defaultTabs: tabs })}
    {...(first?.variables && { initialVariables: first.variables })}
    defaultEditorToolsVisibility="variables"
  >
    <GraphiQL.Logo>
      <span className="hearth">
        <img src="/assets/favicon.svg" alt="" />
        Hearth
      </span>
    </GraphiQL.Logo>
  </GraphiQL>,
);
