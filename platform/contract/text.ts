import { z } from 'zod'

/** A text for people as it travels: Chinese and English beside each other, as a `Label` does. */
export const text = z.object({ zh: z.string(), en: z.string() })
