import {
  keepPreviousData,
  type QueryKey,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import type { z } from 'zod'
import type { Endpoint } from '../../core/contract.ts'
import { type ApiError, callDoor } from './client.ts'

export const keyOf = (endpoint: Endpoint, input?: unknown): QueryKey =>
  input === undefined ? [endpoint.path] : [endpoint.path, input]

/** What is remembered of a door, and how it is read. */
export const doorQuery = <I extends z.ZodType, O extends z.ZodType>(endpoint: Endpoint<I, O>, input: z.input<I>) => ({
  queryKey: keyOf(endpoint, input),
  queryFn: (): Promise<z.output<O>> => callDoor(endpoint, input),
})

/** Reads a door, remembered and kept fresh. */
export const useDoor = <I extends z.ZodType, O extends z.ZodType>(
  endpoint: Endpoint<I, O>,
  input: z.input<I>,
  options: { refetchMs?: number; enabled?: boolean } = {},
) =>
  useQuery<z.output<O>, ApiError>({
    ...doorQuery(endpoint, input),
    placeholderData: keepPreviousData,
    ...(options.refetchMs && { refetchInterval: options.refetchMs }),
    enabled: options.enabled ?? true,
  })

/** Reads a list page by page. */
export const usePages = <I extends z.ZodType, O extends z.ZodType<{ next: string | null }>>(
  endpoint: Endpoint<I, O>,
  input: z.input<I>,
) =>
  useInfiniteQuery<z.output<O>, ApiError, z.output<O>[], QueryKey, string | undefined>({
    queryKey: keyOf(endpoint, input),
    queryFn: ({ pageParam }) => callDoor(endpoint, { ...(input as object), after: pageParam } as z.input<I>),
    initialPageParam: undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    select: ({ pages }) => pages,
    placeholderData: keepPreviousData,
  })

/** Reads a list to its end, where something is reckoned from all of it. */
export const useWhole = <I extends z.ZodType, O extends z.ZodType<{ next: string | null }>>(
  endpoint: Endpoint<I, O>,
  input: z.input<I>,
  options: { enabled?: boolean } = {},
) =>
  useQuery<z.output<O>[], ApiError>({
    queryKey: [...keyOf(endpoint, input), 'whole'],
    queryFn: async () => {
      const pages: z.output<O>[] = []
      let after: string | null | undefined
      do {
        const page: z.output<O> = await callDoor(endpoint, { ...(input as object), after } as z.input<I>)
        pages.push(page)
        after = page.next
      } while (after !== null)
      return pages
    },
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
  })

/** Does an act; afterwards everything that may show its result is read again. */
export function useAct<I extends z.ZodType, O extends z.ZodType>(
  endpoint: Endpoint<I, O>,
  options: { onDone?: (output: z.output<O>) => void } = {},
) {
  const client = useQueryClient()
  return useMutation<z.output<O>, ApiError, z.input<I>>({
    mutationFn: (input) => callDoor(endpoint, input),
    onSuccess: async (output) => {
      options.onDone?.(output)
      await client.invalidateQueries()
    },
  })
}
