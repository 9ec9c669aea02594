import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Button, ConfigProvider, Form, Input } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { type ReactNode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { UnitPicker } from '#modules/org/web/index.tsx'
import { CallError } from '#platform/http/client.ts'
import { connect } from '#web/connection.ts'
import { useNow } from '#web/now.ts'
import { SessionProvider, useSession } from '#web/session.tsx'
import { themeOf } from '#web/theme.ts'
import { Chart } from '#web/ui/Chart.tsx'
import { CodePicker, type PickRow } from '#web/ui/CodePicker.tsx'
import { ConfirmReason } from '#web/ui/ConfirmReason.tsx'
import { DateField, MomentField } from '#web/ui/DateField.tsx'
import { DraftNote } from '#web/ui/DraftNote.tsx'
import { DueText } from '#web/ui/DueText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { FileDrop } from '#web/ui/FileDrop.tsx'
import { FourNothings } from '#web/ui/FourNothings.tsx'
import { Grid, type GridChange } from '#web/ui/Grid.tsx'
import { KeyValue } from '#web/ui/KeyValue.tsx'
import { MaskedField } from '#web/ui/MaskedField.tsx'
import { NextStep } from '#web/ui/NextStep.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { showProblems } from '#web/ui/problems.ts'
import { type Column, RowCards } from '#web/ui/RowCards.tsx'
import { Timeline } from '#web/ui/Timeline.tsx'
import { useDraft } from '#web/ui/useDraft.ts'
import { useNarrow } from '#web/ui/useNarrow.ts'
import '#web/theme.css'

// Every composite of web/ui with invented content, for the journeys that look at them one by one.

const codes: readonly PickRow[] = [
  { code: '01', zh: '婚姻家庭', en: 'Marriage and family', parent: null, synonyms: [], initials: ['hyjt'] },
  {
    code: '0101',
    zh: '家庭暴力',
    en: 'Domestic violence',
    parent: '01',
    synonyms: ['家暴', '打老婆'],
    initials: ['jtbl', 'jb', 'dlp'],
  },
  {
    code: '0110',
    zh: '婚姻财产',
    en: 'Property in marriage',
    parent: '01',
    synonyms: ['彩礼'],
    initials: ['hycc', 'cl'],
  },
  { code: '05', zh: '土地权益', en: 'Land', parent: null, synonyms: [], initials: ['tdqy'] },
  { code: '0501', zh: '土地承包', en: 'Land contract', parent: '05', synonyms: ['责任田'], initials: ['tdcb', 'zrt'] },
]

type Row = {
  readonly id: string
  readonly who: string
  readonly what: string
  readonly over: boolean
  readonly share: number
}
const rows: readonly Row[] = [
  { id: '1', who: '张*华', what: '要求支付抚养费', over: true, share: 1.2 },
  { id: '2', who: '李*', what: '土地承包权被收回', over: false, share: 0.85 },
  { id: '3', who: '阿依*提', what: '产假工资没有发', over: false, share: 0.2 },
]
const due = (row: Row): ReactNode => (
  <DueText
    due={{
      text: row.over
        ? { zh: '超期 3 天', en: '3 days overdue' }
        : { zh: '还剩 5 个工作日(11月28日)', en: '5 working days left (28 Nov)' },
      overdue: row.over,
      share: row.share,
      provisional: false,
    }}
  />
)
const columns: readonly Column<Row>[] = [
  { key: 'who', title: '求助人', primary: true, width: 160, cell: (row) => row.who },
  { key: 'what', title: '事由', cell: (row) => row.what },
  { key: 'due', title: '期限', width: 260, cell: due },
]

const urge = (): ReactNode => <Button size="small">催办</Button>
const reveal = async (): Promise<string> => '13800001234'

const Gallery = (): ReactNode => {
  const { state } = useSession()
  const [code, setCode] = useState<string | undefined>()
  const [unit, setUnit] = useState<string | undefined>()
  const [asking, setAsking] = useState(false)
  const [done, setDone] = useState('')
  const [tries, setTries] = useState(0)
  return (
    <main>
      <Page title="组件" crumbs={[{ label: '事项', to: '/matters' }]} actions={<Button>打印</Button>}>
        <Sheet title="下一步">
          <NextStep
            next={{ key: 'accept', label: '受理', onPress: () => setDone('受理') }}
            others={[
              { key: 'urge', label: '催办', onPress: () => setDone('催办') },
              { key: 'conclude', label: '办结', onPress: () => setDone('办结'), blocked: '还不能办结:缺答复日期' },
              { key: 'void', label: '作废', onPress: () => setAsking(true) },
            ]}
          />
          <p role="status">{done}</p>
          <ConfirmReason
            open={asking}
            title="作废"
            verb="作废"
            explain="编号保留,记录标明作废。"
            onConfirm={async (reason) => setDone(`作废:${reason}`)}
            onClose={() => setAsking(false)}
          />
        </Sheet>
        <Sheet title="选择">
          <Form layout="vertical">
            <Form.Item label="问题分类" htmlFor="code">
              <CodePicker id="code" rows={codes} value={code} onChange={setCode} />
            </Form.Item>
            <Form.Item label="单位" htmlFor="unit">
              <UnitPicker id="unit" value={unit} onChange={setUnit} />
            </Form.Item>
          </Form>
        </Sheet>
        <Sheet title="事实">
          <KeyValue
            rows={[
              {
                label: '电话',
                value: <MaskedField label="电话" masked="138****1234" onReveal={reveal} />,
              },
              { label: '零报告', value: <FourNothings value={0} /> },
              { label: '未报', value: <FourNothings value="missing" /> },
              { label: '已隐去', value: <FourNothings value="hidden" /> },
              { label: '算不出', value: <FourNothings value="failed" /> },
              { label: '数', value: <FourNothings value={1234} /> },
            ]}
          />
        </Sheet>
        <Sheet title="清单">
          <RowCards
            name="gallery"
            label="事项清单"
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            rowTo={(row) => `/matters/430202/${row.id}`}
            actions={urge}
            empty={null}
            onMore={() => undefined}
          />
          <RowCards
            name="none"
            label="空清单"
            columns={columns}
            rows={[]}
            rowKey={(row) => row.id}
            empty={
              <EmptyState
                title="还没有来访。"
                hint="点〔登记〕,或把去年的表拖进来。"
                action={<Button type="primary">登记</Button>}
              />
            }
          />
        </Sheet>
        <Sheet title="格子">
          <Squares />
        </Sheet>
        <Sheet title="经过">
          <Timeline
            items={[
              {
                key: '1',
                at: '2026-11-20T02:00:00Z',
                title: '登记',
                by: '程嘉禾',
                unit: '荷塘区妇联',
                note: '来访,记一笔。',
              },
              { key: '2', at: '2026-11-21T02:00:00Z', title: '受理', by: '程嘉禾', reversed: 'undo' },
            ]}
          />
        </Sheet>
        <Sheet title="附件">
          <FileDrop
            label="附件"
            send={async (_file, _id, onShare) => {
              onShare(0.5)
              setTries((now) => now + 1)
              if (tries === 0) throw new CallError(0, 'http.offline', '没有连上服务器,文件没有传完。', [])
            }}
          />
        </Sheet>
        <Sheet title="图">
          <Chart
            data={{
              kind: 'bar',
              title: '来信来访',
              unit: '件',
              categories: ['一月', '二月', '三月'],
              series: [
                { name: '本年', values: [12, 'hidden', 0] },
                { name: '上年', values: [9, 14, 'missing'] },
              ],
            }}
          />
        </Sheet>
        <Sheet title="填写">
          <Problems />
          {state.is === 'in' && <Drafted />}
          {state.is === 'in' && <Dates />}
        </Sheet>
      </Page>
    </main>
  )
}

const Squares = (): ReactNode => {
  const [texts, setTexts] = useState<readonly Readonly<Record<string, string>>[]>([
    { who: '张三', day: '2025-3-1' },
    { who: '李四', day: '2025.13.1' },
  ])
  const change = (changes: readonly GridChange[]): void =>
    setTexts(
      texts.map((row, at) => ({
        ...row,
        ...Object.fromEntries(
          changes.filter((one) => one.row === String(at)).map(({ column, text }) => [column, text]),
        ),
      })),
    )
  return (
    <Grid
      label="格子"
      corner="行"
      columns={[
        { key: 'who', title: '姓名' },
        { key: 'day', title: '日期', note: 'B 列' },
      ]}
      rows={texts.map((cells, at) => ({
        key: String(at),
        head: String(at + 1),
        cells,
        ...(cells['day']?.includes('13') ? { problems: { day: '日历上没有这一天。请核对后改正。' } } : {}),
      }))}
      onChange={change}
    />
  )
}

const Problems = (): ReactNode => {
  const [form] = Form.useForm()
  const [error, setError] = useState<unknown>(null)
  const refuse = (): void => {
    const problem = new CallError(400, 'http.invalid', '有 1 处填写需要改。', [
      { path: 'parties.0.idNumber', message: '身份证号第 18 位应为 X。请核对原件;没有证件点〔暂无〕。' },
    ])
    setError(problem)
    showProblems(form, problem)
  }
  return (
    <Form form={form} layout="vertical" onFinish={refuse}>
      <Form.Item label="身份证号" name={['parties', 0, 'idNumber']}>
        <Input />
      </Form.Item>
      <ProblemAlert error={error} fieldName={() => '身份证号'} />
      <Button htmlType="submit">保存</Button>
    </Form>
  )
}

const Drafted = (): ReactNode => {
  const draft = useDraft('petition')
  const [note, setNote] = useState(() => String(draft.restored?.['note'] ?? ''))
  const change = (text: string): void => {
    setNote(text)
    draft.change({ note: text })
  }
  return (
    <div className="stack">
      <label htmlFor="note">记一笔</label>
      <Input.TextArea id="note" value={note} onChange={(event) => change(event.target.value)} />
      <DraftNote
        draft={draft}
        onTake={(content) => setNote(String(content['note'] ?? ''))}
        onDrop={() => setNote('')}
      />
      <Button onClick={() => void draft.clear()}>登记完成</Button>
    </div>
  )
}

const Dates = (): ReactNode => {
  const now = useNow()
  const [day, setDay] = useState('2025-02-14')
  const [moment, setMoment] = useState('2025-02-14T09:05')
  return (
    <div className="stack">
      <label htmlFor="day">送达日期</label>
      <DateField id="day" max={now.today} value={day} onChange={setDay} />
      <label htmlFor="moment">收到时间</label>
      <MomentField id="moment" value={moment} onChange={setMoment} />
      <output>{`${day} ${moment}`}</output>
    </div>
  )
}

const Frame = (): ReactNode => (
  <ConfigProvider
    locale={zhCN}
    theme={themeOf({ large: false, touch: useNarrow(), still: true })}
    button={{ autoInsertSpace: false }}
  >
    <QueryClientProvider client={new QueryClient()}>
      <SessionProvider>
        <BrowserRouter>
          <Gallery />
        </BrowserRouter>
      </SessionProvider>
    </QueryClientProvider>
  </ConfigProvider>
)

connect()
const root = document.getElementById('root')
if (root) createRoot(root).render(<Frame />)
