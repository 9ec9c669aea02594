/** Surnames, the commonest first: drawn by rank, so that a few are frequent and most are rare. */
export const surnames = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常',
]

/** Two-character surnames. */
export const compoundSurnames = ['欧阳', '上官', '司徒', '诸葛', '端木', '夏侯', '尉迟', '皇甫', '令狐', '东方']

/** Characters of given names by sex: women first. */
export const givenWomen = [
  ...'芳丽娟霞桂英红梅兰燕萍琴凤云珍华莲娥玉香菊月巧素淑慧敏静洁莹琳蓉薇倩雯婷瑶怡欣雪晴岚蕊苓禾箐黛翎荇沅',
]
export const givenMen = [...'伟强军勇平国建明志华波辉斌峰涛超鹏飞亮磊杰浩宇俊凯博晨松柏川岳涵屿砚垚洲骁泽']

/** Names written with a middle dot: a given name and the father's, both invented pairs. */
export const dottedGiven = ['阿依古丽', '古丽娜尔', '热孜万', '帕提古丽', '迪丽拜尔', '努尔古丽', '阿孜古丽']
export const dottedFather = ['吐尔逊', '艾力', '麦麦提', '卡德尔', '库尔班', '依明', '沙吾提']

/** Trades as people name them, the commonest first. */
export const occupations = [
  '务农',
  '外出务工',
  '无业',
  '个体经营',
  '服装厂工人',
  '家政服务员',
  '超市收银员',
  '餐馆服务员',
  '退休',
  '乡村教师',
  '护工',
  '网店客服',
  '裁缝',
  '村保洁员',
  '养蜂户',
]
