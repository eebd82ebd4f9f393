"""Cues of the roles in ``negative_roles``: how a sentence talks of, denies or hands on an act.

Patterns are matched on folded text; none names a ground, they are about Chinese and not the law.
"""

from __future__ import annotations

import re

#: Words that begin a new act in a comma part: what stands beyond them is said of something else.
CUT = re.compile(
    r"并(?!非|发|轨|列)|同时|另外|此外|以及|顺带|顺便|还(?=要|需|应|须|负责|承担|得|包括)|"
    r"然后|再(?=由|对|将|把)|"
    r"用于|作为|从事|以便|[后并及、]?(?:开展|进行|组织|举办|召开|负责|实施|提供)"
)
#: What people do with words: what they speak of is not bought.
SPEECH = (
    r"(?:宣传|宣讲|讲解|讲授|解读|普及|普法|倡导|了解|认识|识别|辨别|防范|预防|警惕|远离|拒绝|"
    r"抵制|讨论|商议|协商|征求|"
    r"征集|听取|收集|监督|学习|学会|模拟|体验|调解|调处|化解|疏导|劝导|劝阻|劝说|解释|介绍|"
    r"反馈|反映|说说|聊聊|讲讲|议一议|咨询|参观|研讨|"
    r"建议|告知(?!书)|提醒|引导|培训|辅导|评估|排查|举报|倾听|监测|调研|摸排|发现|巡查|"
    r"帮助解决|说明|懂|反对|揭露|揭穿|识破|避免|打击|谨防|教(?!室|育|材|师|堂|会(?!老|居|他|"
    r"大家|孩))|戒)"
)
SPEAKS = re.compile(SPEECH + r"(?!品|用|栏|册|片|资料|材料|机构|员|队|室|站)")
#: A verb of speech that governs what follows; as the head of an item (政策宣传、…) it does not.
TALKED_BEFORE = re.compile(
    SPEECH
    + r"(?![、,和与及后过]|活动|工作|服务|队|员|栏|品|册|片|用|资料|材料|中心|机构|公司|班|站|"
    r"室|次|\d|[一二两三四五六七八九十]+[场次期])"
    r"[^、]{0,22}$|"
    + SPEECH
    + r"(?!活动|工作|书|队|员)[^、,]{1,14}、(?:[^、,]{1,8}、)*[^,、对由把将]{0,3}$"
)
#: Nouns that make what stands before them a matter of words (行政许可知识讲座).
TALK_HEAD = (
    r"(?:知识|讲座|宣传|宣讲|政策|普法|协商|议事|意见|共识|纠纷|矛盾|投诉|诉求|调解|咨询|案例|"
    r"(?<!全)流程|诈骗|骗局|权益|建议|讨论|"
    r"议题|课堂|课程|技能|能力|素养|心理|减压|危害|满意度|调查|沙龙|论坛|听证|监督|体验|"
    r"使用方法|使用指导|使用培训|"
    r"操作培训|培训|辅导|认养|风险|需求|意愿|经验|参观|主题|话题|疑问|防骗|防范|解读|研讨|"
    r"方法|手册|指南|回访|评估)"
)
TALKED_AFTER = re.compile(r"^[^,]{0,16}?" + TALK_HEAD)
ITEM_TALKED_AFTER = re.compile(r"^[^,、]{0,12}?" + TALK_HEAD)
#: Works that residents talk over, or do with their own hands, are not bought.
DELIBERATION = (
    r"(?:议事|协商|讨论|意见|听证|恳谈|协调会|调解|疏导|调处|共识|分歧|商量|提案|征求|监督|"
    r"沟通|设计工作坊|民意|选址|协调|吵|闹|打架|回访|满意度|展示|评议|"
    r"动员|居民参与|方案(?!设计|编制)|认养|共同|共建|居民自己|亲手|志愿者)"
)
TOPIC_HERE = re.compile(DELIBERATION)
TOPIC_NEXT = re.compile(
    r"^\s*(?:由|请|带领)?(?:居民|楼门长|社工|业主)?(?:自己)?(?:组织|开展|召开|举办|征求|收集|"
    r"围绕|协助|引导|促成|搭建|形成|入户|动员|自己动手|听取|发动|讨论)[^,]{0,14}"
    + DELIBERATION
    + r"|^\s*(?:促成|形成|达成)[^,]{0,6}(?:共识|意见)"
)
#: Residents do it with their own hands: 组织居民清理楼道，粉刷墙面.
RESIDENTS_ACT = re.compile(
    r"(?:组织|动员|带领|引导|发动|号召)[^,]{0,4}(?:居民|志愿者|青年|青少年|儿童|孩子|学生|"
    r"家庭|党员)"
    r"(?:(?!承接|负责|施工|采购|讨论后|由).)*$"
)
TOPIC_BEFORE = re.compile(r"(?:围绕|就|针对|关于|对于?|因|为)[^,]{0,30}$")
#: A denial right before the stretch; 逾期不拆 and 拒不整改 deny nothing of what is bought.
NOT = re.compile(
    r"(?:(?<![拒逾仍])不(?!配合|按|整改|服|交|愿|听|符|合|达|规|法|良|足|少|低|同|锈|能|"
    r"便)[^,、的]{0,6}"
    r"|没有?|无权[^,、]{0,6}|(?:严禁|禁止|杜绝|并非|而非|无需|切勿|不是|不得)[^,、]{0,8})$"
)
#: Goods that come from elsewhere, are made in the activity or only used.
OWN_SUPPLY = re.compile(
    r"编写|编制|撰写|形成|研发|汇编|提交|自备|自带|自行|自己(?:准备|带)|赞助|捐赠|捐助|募捐|"
    r"捐|借阅|借用|租借|共享|租用|活动物料|茶歇|手工|材料费|"
    r"志愿者[^,]{0,3}[帮替为给]|补贴|费用?自|展览|义卖|置换|回收|申领|领取|旧(?=衣|物|书|家具|"
    r"手机|电器)|旧物|使用(?:方法|指导|培训|技巧)|怎么用|用法|操作(?:方法|指导|培训)|适配|"
    r"开源|展示|另行|链接|对接资源|兑换|闲置|由[^,]{0,10}(?:提供|出|配|负责)"
)
#: What is done with goods that are there already: 轮椅的借用登记和消毒.
CARE_OF_GOODS = re.compile(
    r"^[^,、]{0,7}(?:清洗|消毒|保养|维护|整理|管理|分享|归还|维修)(?!设备|用品|液|机)"
)
#: 含采购… says itself that goods are bought.
PURCHASE = re.compile(r"购|采买|添置")
BOUGHT = re.compile(r"购|安装|供货|更换|配")
#: A subsidy for goods or works, or an application for them, is a matter of papers.
SUBSIDY = re.compile(r"^(?:的)?(?:补贴|补助|资金|申请|名额|费用)")
APPLIED_FOR = re.compile(r"(?:申请|申领|申报)[^,]{0,8}$")
CHARITY = re.compile(r"助农|帮扶|公益|残疾|手工|义卖|扶贫|农产品|非遗|社会组织")
#: Occasions that goods may go along with (活动含茶歇).
EVENT = re.compile(
    r"(?:活动|培训|讲座|演练|课堂|课程|课|班|联欢|比赛|沙龙|工作坊|小组|运动会|茶话会|节|托管|"
    r"会|行动|义诊|服务(?!对象|方|商)|展演|游园|体验|队)"
)
GATHERING = re.compile(
    r"活动|培训|讲座|演练|课堂|课程|班|联欢|比赛|沙龙|工作坊|小组|运动会|茶话会|托管|文艺队|"
    r"举办|健步|体验|排练|演出|竞赛"
)
INCLUDED = re.compile(r"(?:包?含|包括|附带|附赠|所需|用到|配套)[^,]{0,16}$")
#: Somebody else does it, or has done it.
OTHERS = re.compile(
    r"另行|另有|由(?:区|市|街道|物业|设计|施工|残联|民政|居委会|社区|产权|住建|专业公司|"
    r"第三方)[^,]{0,12}"
    r"(?:实施|负责|提供|配发|招标|采购|完成|承担|安装|施工|确定|购|建)|"
    r"已(?:经)?(?:由|建成|完工|安装|配|装|完成|改造|采购|购)"
)
NEXT_OTHERS = re.compile(r"(?:工程|施工)?(?:另行|由[^,]{0,8}另)")
#: Works of the past: what is bought comes after them.
AFTERWARDS = re.compile(
    r"(?:完工|改造|装修|安装|建成|修缮|施工|翻新)(?:后|期间|之后)|"
    r"(?:装|建|修|配|购买|采购|安装|改造|完工|更换|粉刷)(?:了|好|成|完)"
)
#: What the office may buy for its own staff, or has it do.
WORK_TALK = re.compile(
    r"培训|学习|宣讲|党课|党建|普法|志愿|义务|走访|下社区|保密|业务|调研|能力|讲座|急救|参加|"
    r"参与|教育|座谈|一起|结对"
)
#: Shops are also who is taught and won over for a public end.
PUBLIC_CAUSE = re.compile(
    r"消防|安全|垃圾|控烟|公约|法律|反诈|文明|培训|环保|节约|自律|倡议|政策|咨询|纠纷|维权|"
    r"门前三包|健康|防疫|知识|普法|家庭"
)
#: The people of a post as those who are served (为保安开展…).
RECIPIENT = re.compile(
    r"(?:为|给|向|对|面向|针对|慰问|培训|关爱|关心|联系|走访|组织|帮助|看望|陪伴|让|请|邀请|"
    r"由|作为|协同|联动|配合|教)"
    r"(?:[^,、]{0,8}|[^,]{0,14}[、和与及][^,]{0,6})$"
)
CARED_FOR = re.compile(
    r"^[^,]{0,14}?(?:培训|心理|慰问|减压|关爱|关怀|理发|义诊|体检|能力|素养|礼仪|座谈|联谊|"
    r"团辅|辅导|技能|联动|权益|维权|"
    r"普法|法律|队伍建设|经验|交流|赋能|督导|课程|讲座|沙龙)"
)
#: Residents who are helped to apply for what only the state grants.
APPLICANT = re.compile(
    r"(?:帮助?|协助|陪同|陪|指导|教|支持|引导|代办|帮办|服务|链接|推荐|提醒|帮扶)(?!我们|街道|"
    r"政府|我办|社区)"
    r"[^,]{0,4}(?:居民|老人|长者|残疾人|困难|失业|商户|商家|企业|群众|人员|家庭|青年|他们|"
    r"求职|流动|新市民|儿童|失能|退役|对象|申请)|"
    r"(?:申请|办理)(?:材料|流程|手续|指南|政策|条件)|应聘|求职|简历|面试|申领|推荐就业|"
    r"岗位推荐|对接(?:就业|岗位)|"
    r"政策|咨询|渠道|课业|再就业"
)
#: Professionals who render the service itself.
OWN_STAFF = re.compile(
    r"社工|社会工作|督导|志愿者|专家|老师|教师|讲师|律师|护士|护理|医生|医师|治疗师|康复师|"
    r"咨询师|营养师|项目(?:主管|经理|负责人|人员|团队|助理)|"
    r"承接(?:方|机构|主体|单位)(?:自行|自己|负责|应配备|须配备|内部)|服务人员|服务团队|持证|"
    r"机构(?:自行|自己|内部)|入户|上门|访谈|理发|照护|驻校|"
    r"青年志愿|党员|楼门长|助老员|陪诊|调解员|劳动关系|财务人员"
)
#: The provider's own team (承接方须配备保洁员) is its own affair, unless it works at the buyer.
PROVIDER_HAS = re.compile(
    r"(?:承接|服务|承办|运营)(?:方|机构|主体|单位|商)|机构|团队|供应商|(?:照料|养老|日间|"
    r"活动)中心|驿站|项目组|食堂|站点|助餐点|运营"
)
BUYER = re.compile(
    r"街道|科室|机关|窗口|大厅|办事处|居委会|城管|执法|代发|编外|派遣|外包|劳动合同|"
    r"综治|网格|协管|辅警|流管|巡防|巡逻|巡查|社区工作者|文员|协勤|劝导|招|聘"
)
NUMBER = re.compile(
    r"\d|[一二两三四五六七八九十百千](?:[套个台件份辆床顶把批]|百|千|十)|"
    r"每[户人]"
)
NOMINAL_TALK = re.compile(
    r"宣传|普法|法|案例|讲座|知识|政策|流程|事项清单|队员|人员|部门|机关|诉讼|旁听"
)
