/** A text for people: Simplified Chinese first, English second. A missing one does not compile. */
export type Label = { readonly zh: string; readonly en: string }

/** The two languages a reader can choose; Chinese is the default everywhere. */
export type Language = 'zh' | 'en'

/** Builds a {@link Label}; short because code lists hold hundreds of them. */
export const label = (zh: string, en: string): Label => ({ zh, en })
