/** What of the project's own manifest is in that of the command line. */
export interface RootManifest {
  version: string;
  license: string;
  engines: { node: string };
}

/** The package is not called `holdfast`: that is the project, and `npx holdfast` runs the command line of a checkout. */
export const PACKAGE = 'holdfast-cli';

export function manifestOf({ version, license }: RootManifest): string {
  const manifest = {
    name: PACKAGE,
    version,
    description: 'The command line of Holdfast: backup and restore of Camunda 8 Self-Managed',
    license,
    type: 'module',
    bin: { holdfast: 'bin/main.js' },
    engines: { node: '>=22.12.0' },
    files: ['bin'],
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

export function readmeOf({ version }: RootManifest): string {
  return `# holdfast ${version}

The command line of Holdfast, which backs up and restores Camunda 8 Self-Managed clusters. It asks a running Holdfast:

    holdfast context set prod --address https://holdfast.example --token-file ~/.holdfast-token
    holdfast status

\`holdfast help\` lists the commands, and \`holdfast completion bash\` prints a completion script.
`;
}
