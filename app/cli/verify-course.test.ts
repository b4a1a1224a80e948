import { writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { encodeCourse } from '../../evidence/course.ts'
import { encodeTrust } from '../../evidence/trust.ts'
import { proceedingContract } from '../../features/proceeding/proceeding.contract.ts'
import { aCase } from '../../test/case-file.ts'
import { aWorkshop } from '../../test/command-line.ts'
import { aCourse } from '../../test/course-maker.ts'
import { aHouse } from '../../test/harness.ts'

const { at, run } = aWorkshop()
const { course, trust } = aCourse(['登记（虚构）', '核查（虚构）', '\u001b[2J立案（虚构）'])
const text = encodeCourse(course)
writeFileSync(at('a.tscourse.json'), text)
writeFileSync(at('trust.json'), JSON.stringify(encodeTrust(trust)))
const verify = (file: string, ...more: string[]) => run(['verify', file, '--trust', 'trust.json', ...more])

describe('verify of the course of a matter', () => {
  it('tells each act, how late it was written down at the latest, and what that does not prove', async () => {
    const { code, out } = await verify('a.tscourse.json')
    expect(code).toBe(0)
    expect(out).toContain('✓ 核验通过 / proven')
    expect(out).toContain('共 3 步，其中 0 步未出示内容')
    expect(out).toContain('✓ 第 2 步 / Act 2')
    expect(out).toContain('最迟 / no later than 2026-11-24T02:00:05.000Z')
    expect(out).toContain('不证明最后一步之后没有别的步骤')
    expect(out).not.toContain('\u001b')
  })

  it('names the act that was changed', async () => {
    writeFileSync(at('changed.tscourse.json'), text.replace('核查（虚构）', '核实（虚构）'))
    const { code, out } = await verify('changed.tscourse.json')
    expect(code).toBe(1)
    expect(out).toContain('✗ 未能证明 / not proven')
    expect(out).toMatch(/✗ 第 2 步 \/ Act 2\n.*核实.*\n {4}✗ 内容 \/ Text：与摘要不一致/)
    expect(out).not.toContain('这证明')
  })

  it('says of withheld acts that they are, and gives the same to programs', async () => {
    const acts = course.acts.map((act) => (act.seq === 2 ? { ...act, shown: null } : act))
    writeFileSync(at('withheld.tscourse.json'), encodeCourse({ ...course, acts }))
    const { code, out } = await verify('withheld.tscourse.json', '--json')
    const { verdict, withheld, acts: found } = JSON.parse(out)
    expect([code, verdict, withheld, found[1].text]).toEqual([0, 'proven', 1, 'withheld'])
    expect((await verify('withheld.tscourse.json')).out).toContain('– 内容 / Text：未出示')
  })

  it('believes no log that nobody confirmed, and has no originals to compare', async () => {
    const unknown = await run(['verify', 'a.tscourse.json'])
    expect([unknown.code, unknown.out]).toEqual([1, expect.stringContaining('--trust')])
    const { code, err } = await verify('a.tscourse.json', at('trust.json'))
    expect([code, err.trim().split('\n').length]).toEqual([2, 1])
  })

  it('holds for what the platform gives out of a real case, as soon as its acts are in the published log', async () => {
    const test = await aHouse()
    const file = await aCase(test)
    await file.done('establish-act-period', { on: '2026-03-10', fields: { endedOn: '2025-12-01' } })
    const taken = async (withhold = '') => {
      const { raw } = await file.team.handler.caller.call(proceedingContract.course, { id: file.id, withhold })
      writeFileSync(at('case.tscourse.json'), raw)
      return run(['verify', 'case.tscourse.json', '--trust', 'case-trust.json', '--json'])
    }
    writeFileSync(at('case-trust.json'), (await test.anyone.fetch('GET', '/log/trust.json')).raw)
    const early = await taken()
    expect([early.code, JSON.parse(early.out).acts.at(-1).entry]).toEqual([1, 'missing'])

    await test.house.world.log.publish()
    writeFileSync(at('case-trust.json'), (await test.anyone.fetch('GET', '/log/trust.json')).raw)
    const whole = JSON.parse((await taken()).out)
    expect([whole.verdict, whole.acts.length > 1]).toEqual(['proven', true])
    const { code, out } = await taken('1')
    expect([code, JSON.parse(out).withheld]).toEqual([0, 1])
  })

  it('is shown by inspect, act by act, without a judgement', async () => {
    const { code, out } = await run(['inspect', 'a.tscourse.json'])
    expect(code).toBe(0)
    expect(out).toContain('办理经过 / course of a matter')
    expect(out).toContain('第几步 / act：3')
    const machine = JSON.parse((await run(['inspect', 'a.tscourse.json', '--json'])).out)
    expect([machine.kind, machine.acts.length, machine.acts[0].receipt.type]).toEqual(['course', 3, 'event'])
    writeFileSync(at('cut.tscourse.json'), text.slice(0, -9))
    expect((await run(['inspect', 'cut.tscourse.json'])).code).toBe(1)
  })
})
