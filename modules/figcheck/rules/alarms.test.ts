import { expect, test } from 'vitest'
import { linesOf } from '../lines.ts'
import { check } from './check.ts'

// What is told of little reports with one wrong number, and that nothing is told of those that look wrong and are not.

const alarmsIn = (text: string): readonly string[] =>
  linesOf(text, check(text))
    .filter(({ verdict }) => ['mismatch', 'unattainable', 'lost'].includes(verdict))
    .map(({ verdict, stated, computed }) => `${verdict} ${stated} ${computed}`)

test.each([
  // A list that misses a total before it as one altered digit does.
  ['全市共有留守老人23418人,占老年人口的31.2%。\n(三)健康状况。能自理的15206人,半自理的6128人,不能自理的2104人。', 'mismatch 23418 23438'],
  ['上半年全省热线共受理7264件。\n(一)婚姻家庭类3812件。\n(二)劳动权益类1645件。\n(三)财产权益类1106件。\n(四)其他类601件。', 'mismatch 7264 7164'],
  // Parts whose shares make 100 %.
  ['项目资金64万元,省级补助38.4万元,占60%,市级配套27.1万元,占40%。', 'mismatch 64 65.5'],
  ['换届后共有主席215名,其中大专以上128名,占59.5%;35岁以下61名,占28.4%;新任97名,连任119名。', 'mismatch 215 216'],
  // One thing said twice.
  ['全市妇联系统共受理信访27936件次。\n问题与不足:五年累计仍达27396件次。', 'mismatch 27396 27936'],
  ['五年来培训农村妇女3.57万人次。\n从培训农村妇女3.75万人次到发放贷款,都有大家的心血。', 'mismatch 3.75 3.57'],
  // A share that calls its whole by its name, and is of another.
  ['问卷有效样本1240份。其中已婚964人,占77.7%;未婚276人,占22.3%。与公婆同住的186人,占已婚妇女的15%。', 'mismatch 15 19.29'],
  // Both values of a change are printed.
  ['发放告诫书420份,同比增长16.7%,2021年350份;回访家庭88户。', 'mismatch 16.7 20'],
  ['贷款从2018年的640万元增加到2022年的1920万元,是2018年的3倍,增长了3倍。', 'mismatch 3 2'],
  // A list from below the first to above the last is whole; so is one that ends with what is not yet done.
  ['上半年有效来电912通。来电人中,18岁以下26通,18至35岁388通,36至55岁340通,55岁以上185通。', 'mismatch 912 939'],
  ['纲要有45项指标,已经达标的31项,接近达标的8项,尚未达标的5项。', 'mismatch 45 44'],
  // Two that are counted together right behind, and an amount whose unit slipped.
  ['查处甲类案件27例、乙类案件36例,共55例。', 'mismatch 55 63'],
  ['全县有示范班36个,每班补助1.5万元,共计5.4万元。', 'mismatch 1.5 0.15'],
  // The change taken by what there is now.
  ['文盲由2010年的152万人减少到去年的95万人,六年下降60.0%。', 'mismatch 60 -37.5'],
  // A share of what stands right before, that is of another number.
  ['参训的8400人,结业取得证书的7560人,获证率90%,其中高级工1008人,占获证人员的12%。', 'mismatch 12 13.33'],
  ['全县参训2600名。2100名获证者中,从事养殖的1560人,占60.0%。', 'mismatch 60 74.29'],
  ['再次施暴的46人,上年为52人。这46人中,行政拘留35人,刑事拘留6人,尚在办理6人。', 'mismatch 46 47'],
  ['募集148.2万元,其中资金97.5万元,物资折价50.7万元,物资占募集总额的52.0%。', 'mismatch 52 34.21'],
  // The parts are called by name; what is left of a whole far away.
  ['甲县158份;乙县112份;丙区96份;丁区80份。甲县、乙县、丙区三地共356份。', 'mismatch 356 366'],
  ['设立协作资金4200万元。\n至年底协作资金已拨付3822万元,执行率91.0%,尚有387万元。', 'mismatch 387 378'],
  // What there was, the change, and the number they make; what is still to be done.
  ['女主任64名,占主任总数1720名的3.7%,比上届的50名增加14名,增长21.9%。', 'mismatch 21.9 28'],
  ['全年任务1200人,上半年完成486人,完成率40.5%,下半年还需完成614人。', 'mismatch 614 714'],
  ['市直办班3期,共210人;各县办班9期,培训645人,全年合计培训骨干875人。', 'mismatch 875 855'],
  // No whole number of matters gives it.
  ['转交举报43件,办结率97.1%。', 'unattainable 97.1 41.75'],
  ['抽查登记表60份,填写完整的占94.2%。', 'unattainable 94.2 56.52'],
  ['12个县级领导班子中,女干部配备率为86.4%。', 'unattainable 86.4 10.37'],
  ['接受辅导的37人,均有人跟进,其中明显好转的占80%。', 'unattainable 80 29.6'],
  // A part that exceeds its whole.
  ['培育带头人252名,其中吸纳5人以上就业的259名。', 'mismatch 252 259'],
])('%s: %s', (text, alarm) => expect(alarmsIn(text)).toContain(alarm)) // prettier-ignore

test.each([
  // Other years, and other numbers with the same digits.
  '2021年接待来访12845件次。2022年接待来访12854件次。',
  // More than forty times.
  '合作社由最初的31家发展到1320家,增长了40倍还多。',
  // Where the year's course ought to be, and where it is.
  '全年计划受理4000通,三季度末受理3104通,已完成77.6%,超出75%的序时进度。',
  // The subject of a share stands before its parts.
  '从业妇女1.5万人,其中常年4100人,季节性10900人;从业妇女占全县农村妇女劳动力4.2万人的35.7%。',
  // Natural growth is births less deaths and no growth.
  '总人口412.5万人,出生49500人,出生率12.0‰;死亡25988人,死亡率6.3‰,自然增长率5.7‰。',
  // Households are not counted in persons.
  '样本户人口6215人,户均4.4人;承包耕地5510亩,户均3.9亩。',
  // An increase and what it is against.
  '户均增收3600元,比投放前的户均纯收入12000元增长30.0%。',
  // The part of a rate stands right before it.
  '再次施暴的39人,再犯率5.3%。',
  // Groups, rough words and lists that only begin with a number.
  '一般的841人,占7.0%。父亲经常参与的3002人,占25.0%,也就是每四个家庭只有一个。',
  '按婚龄分,5年以下54件,5至10年61件,10至20年37件,20年以上17件,共169件。',
  '共51人,改革后净增222人,为原来的5倍多。',
  '选出执委273名,其中35岁以下71名,占26.0%;党员117名,占42.9%;大专以上学历82名,占30.0%。',
  // A share whose part is not counted, or is of another sentence.
  '妇联干部3.1万人。党政机关女干部占机关干部21.4万人的22.6%。',
  '从业28.2万人,其中女性11.6万人,占41.1%。城镇新增就业3.81万人,女性占46.1%。',
  '100个集体每个奖励2000元,850名个人每人奖励5000元,两项合计445万元。',
  // Several harms to one person.
  '受到侵害的131人,占7.9%,其中财物被盗95人,受到骚扰24人,受伤18人,有的不止一种。',
  // A list that overlaps.
  '患有慢性病的486人,占38.2%,其中关节病231人、胃病166人、高血压158人(部分人有两种以上疾病)。',
])('nothing is told of: %s', (text) => expect(alarmsIn(text)).toEqual([]))
