import { z } from 'zod'
import { type Contract, Done, endpoint, NoInput, secret } from '../../core/contract.ts'
import { DimensionId, SelfAssessment, SizeId } from './diagnostic.schema.ts'

/** How many enterprises of one size there must be before anything of them is shown. Our own threshold; no rule sets one. */
export const peersNeeded = 10

/** A quarter of the enterprises is at `low` or below, half at `middle`, a quarter at `high` or above; to the nearest five. */
const Spread = z.object({ low: z.number(), middle: z.number(), high: z.number() })
export type Spread = z.infer<typeof Spread>

/** Answers are sealed records of the vault. What is read and told in the open is the questions, and what an enterprise chose to give. */
export const diagnosticContract = {
  content: endpoint({
    method: 'GET',
    path: '/api/self-assessment',
    permission: 'public',
    summary: ['企业商业秘密保护自评的题目和计分办法', 'Questions and scoring of the self-assessment'],
    input: NoInput,
    output: SelfAssessment,
    refusals: [],
  }),
  peers: endpoint({
    method: 'GET',
    path: '/api/self-assessment-peers',
    permission: 'diagnostic.compare',
    summary: [
      '同规模企业的自评分布（达到最低数量才有）',
      'How enterprises of one size did, where there are enough of them',
    ],
    input: z.object({ size: SizeId }),
    output: z.object({
      threshold: z.int(),
      /** Null below the threshold. */
      peers: z
        .object({
          /** Whole steps of the threshold: nobody can tell when one more came. */
          enterprises: z.int(),
          dimensions: z.record(DimensionId, Spread),
        })
        .nullable(),
      /** What one's own enterprise gives. */
      mine: z.object({ size: SizeId, contributedOn: z.iso.date() }).nullable(),
    }),
    refusals: [],
  }),
  contribute: endpoint({
    method: 'POST',
    path: '/api/self-assessment-peers',
    permission: 'vault.open',
    summary: ['同意提供各维度核实分（不含作答）', 'Agree to give the verified score of each dimension, no answers'],
    input: z.strictObject({
      size: SizeId,
      /** Of the content file that was answered. */
      version: z.string().max(20),
      /** Kept out of the journal, which the office reads. */
      scores: secret(z.record(DimensionId, z.number().min(0).max(100).multipleOf(0.1).nullable())),
    }),
    output: Done,
    refusals: ['other-version', 'other-dimensions'],
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/api/self-assessment-peers/withdrawal',
    permission: 'vault.open',
    summary: ['停止提供，并清除已提供的分数', 'Stop giving, and clear what was given'],
    input: NoInput,
    output: Done,
    refusals: [],
  }),
} as const satisfies Contract
