import type { PaperSpec } from '#modules/cases/define.ts'
import { label } from '#platform/text/label.ts'

const day = (date: string | null): string =>
  date === null
    ? '____年__月__日'
    : `${Number(date.slice(0, 4))}年${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`

/** Letters to petitioners (domain/12 §1; 信访工作条例 Art. 23, 32, 34). They say what the law asks and nothing of others. */
export const petitionPapers = {
  acceptance: {
    label: label('受理告知书', 'Notice of acceptance'),
    form: '受理告知书',
    after: 'accept',
    clock: 'handling',
    write: (f) => [
      `您于${day(f.receivedOn)}反映的事项(编号 ${f.number}),我会已经受理,按照信访程序办理。`,
      `根据《信访工作条例》第三十四条,应当自受理之日起六十日内办结,即${day(f.dueOn)}前;情况复杂需要延长的,将另行告知。`,
      `办理中如需补充材料或了解进展,请带本告知书与我会联系。联系电话:${f.phone ? `${f.phone}。` : '____________'}`,
    ],
  },
  refusal: {
    label: label('不予受理告知书', 'Notice of refusal'),
    form: '不予受理告知书',
    after: 'refuse',
    write: (f) => [
      `您于${day(f.receivedOn)}反映的事项(编号 ${f.number}),经审查,${f.reason ?? '________'},根据《信访工作条例》的规定,我会不予受理。`,
      ...(f.words ? [f.words] : []),
      '您可以依照法律、法规规定的途径向有关机关提出。',
    ],
  },
  extension: {
    label: label('延长办理告知书', 'Notice of extension'),
    form: '延期告知书',
    after: 'extend',
    clock: 'handling',
    write: (f) => [
      `您于${day(f.receivedOn)}反映的事项(编号 ${f.number})情况复杂,根据《信访工作条例》第三十四条,经批准延长办理期限,办结期限至${day(f.dueOn)}。`,
      ...(f.words ? [`延长理由:${f.words}`] : []),
    ],
  },
  reply: {
    label: label('信访处理意见书', 'Opinion letter'),
    form: '处理意见书',
    after: 'reply',
    write: (f) => [
      `您于${day(f.receivedOn)}提出的信访事项(编号 ${f.number})现已办理完毕。`,
      ...(f.request ? [`您的诉求:${f.request}`] : []),
      `处理意见:${f.result ?? ''}。${f.opinion ?? f.words ?? ''}`,
      '如对本处理意见不服,可以自收到本意见书之日起三十日内,依照《信访工作条例》第三十五条请求复查。',
    ],
  },
} as const satisfies Record<string, PaperSpec>
