export const timestampCheckWords: Record<string, readonly [string, string]> = {}
export const timestampReasonWords: Record<string, readonly [string, string]> = {}
