/** Vite takes a style sheet that is imported into the bundle. */
declare module '*.css';
/** And gives the address of a picture. */
declare module '*.svg' {
  const address: string;
  export default address;
}
