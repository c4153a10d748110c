/** The custom element as a browser is given it, made of `element/acs.ts` when the Workers are built (`src/local/element.ts`). */
declare module 'acs-script' {
  export const script: string
  /** changes with every letter of the script */
  export const version: string
  /** for subresource integrity */
  export const integrity: string
}
