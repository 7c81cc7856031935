/** What draws the diagrams of a page in the browser; the site has it as a file of its own. */
export const MERMAID = '@mermaid-js/tiny/dist/mermaid.tiny.js';
