/** A package as a script names it. */
export interface Named {
  registry: 'Maven' | 'PyPI' | 'Debian' | 'Docker';
  /** As in `npm:name`, without a version. */
  name: string;
  /** Empty where the registry chooses. */
  version: string;
}

/** `group:artifact:version` */
const MAVEN = /\b((?:org|com|io|net|dev)(?:\.[\w-]+)+:[\w.-]+):(\d[\w.-]*)/g;
/** `'name==version'` */
const PYPI = /['"`]([A-Za-z][\w.-]*)==(\d[\w.]*)/g;
const PIP_INSTALL = /pip3? install (?:-\S+ )*([A-Za-z][\w.-]*)/g;
const APT_INSTALL = /apt(?:-get)? install (?:-\S+ )*([a-z][a-z0-9.+-]*)/g;
/** The same as words of a command, and the calls of the project's own that come to that. */
const APT_WORDS =
  /'apt-get', 'install'((?:, '[^']*')*)|aptInstall\([^[\n]*\[([^\]]*)\]|aptPackage: ('[^']*')/g;
const IMAGE =
  /(?:\bimage: ?['"]?|^FROM |^ARG \w*IMAGE=|\$\{\w*IMAGE:-|IMAGE\w* = ['"]|GenericContainer\(['"]|docker (?:run|pull) (?:-\S+ )*)([\w.-]+(?:\/[\w.-]+)*:[\w.-]+)/gm;

/** Every package that a text names in a way in which a script fetches it. */
export function packagesNamedIn(text: string): Named[] {
  const found = (pattern: RegExp, registry: Named['registry']): Named[] =>
    [...text.matchAll(pattern)].map(([, name = '', version = '']) => ({ registry, name, version }));
  const words = [...text.matchAll(APT_WORDS)]
    .flatMap(
      (match) =>
        match
          .slice(1)
          .join(' ')
          .match(/'[^']+'/g) ?? [],
    )
    .map((word) => word.slice(1, -1))
    .filter((word) => !word.startsWith('-'));
  return [
    ...found(MAVEN, 'Maven'),
    ...found(PYPI, 'PyPI'),
    ...found(PIP_INSTALL, 'PyPI'),
    ...found(APT_INSTALL, 'Debian'),
    ...words.map((name): Named => ({ registry: 'Debian', name, version: '' })),
    ...found(IMAGE, 'Docker').map(imageOf),
  ];
}

/** `name:tag` */
export function imageOf({ name }: { name: string }): Named {
  const colon = name.lastIndexOf(':');
  return { registry: 'Docker', name: name.slice(0, colon), version: name.slice(colon + 1) };
}

const GROUP = String.raw`\bio[./](?:camunda|zeebe)`;
const SERVER = [
  // `group:artifact`, also when the group is one of its subgroups and then with a version; the path in a repository.
  new RegExp(String.raw`${GROUP}:[a-z]|${GROUP}(?:\.[\w.]+)+:[\w-]+:\d`, 'i'),
  /\bio\/camunda\b/i,
  // An archive of a distribution.
  /\b(?:camunda|zeebe|operate|tasklist|optimize)[\w.-]*\.(?:tar\.gz|tgz|zip)\b/i,
  // An image.
  /\bcamunda\/(?:camunda|zeebe|operate|tasklist|optimize):\d/i,
];

/** The lines of a text that name a server of Camunda's vendor in a way in which it could be fetched. */
export function linesWithVendorServer(text: string): string[] {
  return text.split('\n').filter((line) => SERVER.some((pattern) => pattern.test(line)));
}
