/** Whether the next one has to wait: without a limit there is always room. */
export const isFull = (taken: number, places: number | null): boolean => places !== null && taken >= places
