import { defineWords } from '../../core/words.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { EmptyState } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Badge, PageHeader } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { PagedList } from '../../platform/ui/paged-list.tsx'
import { useAct, usePages } from '../../platform/ui/query.ts'
import { noticeContract } from './notice.contract.ts'

const words = defineWords({
  title: ['消息', 'Notices'],
  lead: [
    '邮件只是副本；以这里为准。邮件的发送方式可在“我的账户”中设置。',
    'Mail is only a copy; this is the record. Choose in “My account” how you are mailed.',
  ],
  allRead: ['全部标为已读', 'Mark all as read'],
  empty: ['没有消息', 'No notices'],
  emptyText: [
    '布置给您的任务、到期提醒和账户安全提示会出现在这里。',
    'Tasks given to you, reminders and account security notes appear here.',
  ],
  open: ['去办理', 'Open'],
  urgent: ['重要', 'Important'],
  markRead: ['标为已读', 'Mark as read'],
})

export default function Notices() {
  const w = useWords(words)
  const locale = useLocale()
  const pages = usePages(noticeContract.list, {})
  const markRead = useAct(noticeContract.markRead)
  const markAll = useAct(noticeContract.markAllRead)
  const notices = pages.data?.flatMap((page) => page.notices) ?? []
  return (
    <>
      <PageHeader title={w('title')} lead={w('lead')}>
        <Button onPress={() => markAll.mutate({})} isDisabled={notices.every(({ readAt }) => readAt !== null)}>
          {w('allRead')}
        </Button>
      </PageHeader>
      <PagedList of={pages} rows={notices} empty={<EmptyState title={w('empty')} text={w('emptyText')} />}>
        <ul className="list">
          {notices.map((notice) => (
            <li key={notice.id} className="row">
              <div className="row">
                <span>
                  {notice.urgent && <Badge tone="warn">{w('urgent')}</Badge>}{' '}
                  {notice.readAt === null ? <strong>{notice.text[locale]}</strong> : notice.text[locale]}
                  <br />
                  <span className="small soft">{formatMoment(notice.createdAt, locale)}</span>
                </span>
                <span className="actions">
                  {notice.link && (
                    <a className="button" href={notice.link} onClick={() => markRead.mutate({ id: notice.id })}>
                      {w('open')}
                    </a>
                  )}
                  {notice.readAt === null && (
                    <Button kind="quiet" onPress={() => markRead.mutate({ id: notice.id })}>
                      {w('markRead')}
                    </Button>
                  )}
                </span>
              </div>
            </li>
          ))}
        </ul>
      </PagedList>
    </>
  )
}
