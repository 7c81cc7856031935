/** As much of CycloneDX as is looked at here. */
export interface Bom {
  readonly metadata: { readonly component: Record<string, unknown> };
  readonly components: readonly {
    readonly name: string;
    readonly group?: string;
    readonly version: string;
    readonly licenses?: readonly {
      readonly license?: { readonly id?: string };
      readonly expression?: string;
    }[];
  }[];
}

/** `@nestjs/common@12.5.1` of each component. */
export function componentsOf({ components }: Bom): string[] {
  return components.map(
    ({ group, name, version }) => `${group === undefined ? '' : `${group}/`}${name}@${version}`,
  );
}

/** npm names what it describes after the folder of the checkout. */
export function named(bom: Bom, name: string, version: string): Bom {
  const component = { ...bom.metadata.component, type: 'application', name, version };
  return { ...bom, metadata: { ...bom.metadata, component } };
}
