import { openInstanceLog } from '../../platform/log/house-log.ts'
import type { Log } from '../../platform/log/log.ts'
import { logStore } from '../../platform/log/log-store.ts'
import { renew } from '../../platform/log/renewal.ts'
import { CliError, type Line } from './cli-error.ts'
import type { Reached } from './reach.ts'

/** `log status`, `log freeze REASON`, `log renew`: what an operator decides about the log. */
export async function logCommand({ ownerUrl, settings }: Reached, [act, ...rest]: string[]): Promise<Line[]> {
  const store = logStore(ownerUrl)
  const log = await openInstanceLog(settings, store)
  try {
    if (act === 'status') return [await status(log)]
    if (act === 'freeze') {
      const because = rest.join(' ').trim()
      if (because === '') throw new CliError('请写明理由：shoumi log freeze 理由 / give a reason', 2)
      const origin = await log.freeze(because)
      await log.publish()
      return [{ state: 'ok', text: `已冻结，新日志为 ${origin} / frozen; the new log is ${origin}`, origin }]
    }
    if (act === 'renew') {
      const renewed = await renew(store, log)
      return renewed
        ? [
            {
              state: 'ok',
              text: `已续期 ${renewed.leaves} 个时间戳，条目 ${renewed.index} / renewed ${renewed.leaves} timestamps in entry ${renewed.index}`,
              ...renewed,
            },
          ]
        : [{ state: 'warn', text: '还没有可续期的时间戳 / there is no timestamp to renew yet' }]
    }
    throw new CliError(
      '用法：shoumi log status | freeze 理由 | renew / usage: shoumi log status | freeze REASON | renew',
      2,
    )
  } finally {
    await log.close()
  }
}

async function status(log: Log): Promise<Line> {
  const { state, ...found } = await log.state()
  const origin = found.origin ?? '—'
  if (state === 'open' && 'size' in found)
    return {
      ...found,
      state: 'ok',
      text: `${origin}：${found.size} 条，已公布 ${found.publishedSize} 条 / ${found.size} entries, ${found.publishedSize} published`,
    }
  const reason = 'reason' in found ? found.reason : 'frozen'
  return {
    ...found,
    state: 'fail',
    text: `${origin}：已暂停签发（${reason}）。确认数据库无误后，用 shoumi log freeze 换用新日志 / halted: ${reason}; once the database is what it should be, go on with shoumi log freeze`,
  }
}
