/** What a browser sees where the explorer has not been built. */
export const unbuiltPage = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Hearth</title></head>
  <body>
    <h1>Hearth</h1>
    <p>The gateway runs, and answers GraphQL at <a href="/graphql?query=%7B__typename%7D">/graphql</a>.</p>
    <p>The explorer is missing because it has not been built: run <code>npm run prepare</code> in the
      repository and start the gateway again.</p>
  </body>
</html>
`;
