/** How a state looks in a badge. */
export const stateTones = { current: 'good', superseded: 'info', withdrawn: 'bad' } as const
