/**
 * Tests must see the one copy of graphql that Node sees: Vite would take its ES modules for our files while libraries
 * load its CommonJS ones, and graphql refuses objects of another copy. Every project's config spreads this.
 */
export const oneGraphql = {
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
};
