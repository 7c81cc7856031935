/** A call of the program has one server. It is asked for when a link is made: most calls make none. */
let server = (): string => '';

/** From now on links lead to the Holdfast at this address. */
export function linkTo(address: () => string): void {
  server = () => address().replace(/\/+$/, '');
}

/** A path of Holdfast as an address that a person can open. */
export function link(path: string): string {
  return `${server()}${path}`;
}
