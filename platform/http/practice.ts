/** Where the practice house lies below the address of the real one. */
export const practicePath = '/practice'
