/** Vite takes a style sheet that is imported into the bundle. */
declare module '*.css';
