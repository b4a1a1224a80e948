import { defineWords } from '../../core/words.ts'

export const programmeRefusals = defineWords({
  'nothing-changed': ['内容没有变化，无须另存新版本。', 'Nothing changed, so there is no new version.'],
  'ids-are-kept': ['编号一经使用不再改动：{ids}。', 'Identifiers are never changed: {ids}.'],
  'official-text-needs-source': [
    '改动官方文字须同时改写出处或校勘说明：{place}。',
    'A change of official text needs its source or an editorial note changed with it: {place}.',
  ],
  'programme-mistake': ['方案数据有误：{mistakes}', 'The programme’s data is not right: {mistakes}'],
  'no-such-item': ['方案中没有分项 {id}。', 'The programme has no item {id}.'],
  'no-such-target': ['方案中没有目标 {id}。', 'The programme has no target {id}.'],
  'no-such-organisation': ['没有这个单位，或它还未获准入。', 'There is no such admitted organisation.'],
  'not-a-member': ['承办人须是该单位的在职成员。', 'The person must be a present member of that organisation.'],
  'due-before-start': ['完成期限不能早于开始日期。', 'The due day must not lie before the first day.'],
  'act-not-open': [
    '任务现在的状态下不能这样办理，请刷新后查看。',
    'This is not open in the task’s present state. Reload to see it.',
  ],
  'reason-required': ['请写明理由。', 'Give a reason.'],
  'progress-means-finished': [
    '进度 100% 请用“办结”，以便留下办结记录。',
    'For 100 % use “finish”, so that the completion is on record.',
  ],
  'office-decides': ['停办、恢复和转交由区局决定。', 'Dropping, reopening and reassigning are for the office.'],
  'happened-in-future': ['发生日期不能晚于今天。', 'The day it happened must not lie in the future.'],
  'happened-too-early': ['发生日期不能早于 {day}。', 'The day it happened must not lie before {day}.'],
  'outcome-withdrawn': ['这项成果已撤回，不能再改。', 'This outcome was withdrawn and can no longer be changed.'],
  'number-with-list-only': [
    '只有分母为“名单数”时才填、且须填具体数。',
    'A number goes with, and only with, the denominator “number on a list”.',
  ],
  'not-a-workbook': [
    '这不是可读取的 XLSX 文件，请用模板填写后再上传。',
    'This is not a readable XLSX file. Fill in the template and upload that.',
  ],
  'import-has-mistakes': [
    '有 {count} 处需要更正，什么都没有写入。',
    '{count} places need correction; nothing was written.',
  ],
  'dossier-under-way': ['已有一份正在生成，请等它完成。', 'One is being made already. Wait for it.'],
  'dossier-not-ready': ['档案还没有生成完。', 'The dossier is not finished yet.'],
})

export const programmeNotices = defineWords({
  'task.assigned': [
    '新任务：{title}（分项 {itemId}），{dueOn} 前完成。',
    'New task: {title} (item {itemId}), due {dueOn}.',
  ],
  'task.due-soon': ['任务“{title}”将于 {dueOn} 到期。', 'The task “{title}” is due on {dueOn}.'],
  'task.late': [
    '任务“{title}”已于 {dueOn} 到期，尚未办结。',
    'The task “{title}” was due on {dueOn} and is not finished.',
  ],
  'task.handed-over': ['任务“{title}”已移交给您。', 'The task “{title}” was handed over to you.'],
  'dossier.ready': ['验收档案已生成，可以下载。', 'The evaluation dossier is ready.'],
})
