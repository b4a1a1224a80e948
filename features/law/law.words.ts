import { defineWords } from '../../core/words.ts'

export const lawRefusals = defineWords({
  'value-not-open': [
    '“{path}”不能由区局设定：条文已核实，或没有这一项。需要修改的，请先改正法规参数表并注明出处。',
    '“{path}” cannot be set by the office: it was read in the law itself, or does not exist. Correct the table of the law, with its source, instead.',
  ],
  'value-not-fitting': [
    '“{path}”不能取这个值，请按提示填写（天数为正整数，选项从列表中选）。',
    '“{path}” cannot be set to this. Give a whole number for a length, or one of the choices.',
  ],
})
