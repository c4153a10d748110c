/**
 * There is nothing of ours on the account that could be taken back. What is told of its payments later is still worked on:
 * refunds and disputes come for months.
 */
export async function disable(): Promise<void> {}
