import { z } from 'zod'
import { type Contract, endpoint, NoInput } from '../../core/contract.ts'
import { Courses, Exam } from './course.schema.ts'

/** What is kept about people is sealed (features/vault); what everybody of a firm reads are the courses and their questions. */
export const workforceContract = {
  courses: endpoint({
    method: 'GET',
    path: '/api/firm-courses',
    permission: 'vault.key',
    summary: ['保密培训课程与考题', 'Courses for people of a firm, and their questions'],
    input: NoInput,
    output: z.object({ courses: Courses, exam: Exam }),
    refusals: [],
  }),
} as const satisfies Contract
