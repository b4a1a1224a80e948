/** Files that another page made for a deposit, on their way to the form in memory; they never leave this browser. */
let offered: readonly File[] = []
export const offerForDeposit = (files: readonly File[]): void => {
  offered = files
}
export function takeOffered(): readonly File[] {
  const taken = offered
  offered = []
  return taken
}
