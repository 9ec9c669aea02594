/** Vitest global setup: replaced by the PostgreSQL test cluster. */
export const setup = async (): Promise<void> => {}
