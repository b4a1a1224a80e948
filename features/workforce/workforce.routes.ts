import { readContent } from '../../platform/content.ts'
import { DataError } from '../../platform/data-file.ts'
import { type House, mount } from '../../platform/http/mount.ts'
import { strayOf } from './course.rules.ts'
import { Courses, Exam } from './course.schema.ts'
import { workforceContract } from './workforce.contract.ts'

/** @throws DataError when the shipped courses or their questions are not right: the house does not open */
export async function workforceRoutes(house: House): Promise<void> {
  const [courses, exam] = await Promise.all([readContent('courses', Courses), readContent('exam', Exam)])
  const stray = strayOf(courses, exam)
  if (stray.length > 0)
    throw new DataError(
      stray.map((place) => ({
        ...place,
        message: '课程、岗位与考题对不上 / courses, posts and questions do not fit together',
      })),
    )
  mount(house, 'workforce', workforceContract, { courses: async () => ({ courses, exam }) }, {})
}
