/** Groups of pages, in the order of the sidebar: title, and pages with the words that they are called by. */
export const GROUPS: readonly {
  readonly title: string;
  readonly pages: readonly (readonly [page: string, words?: string])[];
}[];
