"""The sentences of the synthetic articles, by what they do; the slots in braces are filled by `writing`."""

TITLES = (
    "{P}：{topic}见实效", "{P}扎实推进{topic}工作", "{P}召开{topic}工作会议", "{P}：让绿水青山成色更足",
    "{P}全力以赴抓好{topic}", "守护一方碧水蓝天——{P}{topic}工作纪实", "{P}{topic}交出{year}年成绩单",
    "{P}部署{year}年{topic}重点任务",
    "{P}{topic}现场推进会召开", "聚焦{topic} {P}在行动", "{P}：{town}的生态变化", "一河清水绕城来——看{P}如何做好{topic}",
    "{P}{topic}工作迈出新步伐", "{year}年{P}{topic}工作综述",
)  # fmt: skip
OPENINGS = (
    "本报讯（记者 {byline}）{month}月{day}日，{P}{topic}工作推进会召开。{leader}出席会议并讲话，{mayor}主持会议。",
    "{month}月{day}日，记者从{agency}获悉，今年以来{all}持续推进{topic}，各项任务进展顺利。",
    "{month}月{day}日下午，{mayor}带队到{town}调研{topic}工作，{agency}{head}陪同。",
    "初冬时节，走进{P}{town}，河水清澈，岸边草木依旧葱茏。说起这几年的变化，{agency}{head}打开了话匣子。",
    "近日，{P}召开{topic}专题会议，听取{agency}工作汇报，{vice}对下一步工作提出要求。",
    "本报讯（记者 {byline} 通讯员 {byline}）{agency}日前通报了{all}{topic}工作情况。",
    "清晨的{river}边，薄雾还没有散尽，{agency}{deputy}已经带着队员开始巡查。",
    "{month}月{day}日，{P}举行新闻发布会，{agency}{head}介绍{topic}有关情况，并回答记者提问。",
    "连日来，{P}各乡镇掀起{topic}热潮。{leader}先后深入{town}、{town}，实地查看工作进展。",
    "为巩固治理成果，{month}月{day}日，{city_agency}{city_head}到{P}督导{topic}工作，{vice}参加。",
)  # fmt: skip
# What was done; the numbers in them are results.
DONE = (
    "截至目前，{all}已{done}、{done}。", "据统计，今年以来{all}累计{done}。", "一年来，{all}共{done}，{done}，{done}。",
    "{month_before}月底，{all}{share_done}，居{city}前列。", "截至{month_before}月底，全年任务中的{done}。",
    "去年，{all}{done}，{share_done}。", "{agency}{head}介绍，{ly}年{all}{share_done}，{level_done}。",
    "据{agency}统计，上半年{all}共{done}。", "在{town}，今年已{done}，群众出门见绿。",
    "{ly}年，{all}{level_done}，为近年来最好水平。", "经过连续治理，{river}{P}段水质明显好转，沿线已{done}。",
    "{agency}组织力量集中攻坚，累计{done}。", "与此同时，{all}{done}，{share_done}。", "目前，{P}已{done}，{done}。",
    "数据显示，{ly}年{all}{share_done}，{share_done}。", "{town}党员干部带头上阵，一个月里{done}。",
    "{agency}{deputy}说，过去一年{it}牵头{done}。", "通过以奖代补，{all}已{done}。",
    "到{month_before}月底，{P}累计{done}，受益群众越来越多。",
    "“今年我们已经{done}。”{agency}{deputy}说。", "{prov_agency}通报，{P}{ly}年{share_done}。",
)  # fmt: skip
# What is promised; the numbers in them are plans.
PLANNED = (
    "{by}，{all}计划{plan}、{plan}。", "{by}，{all}{share_plan}。", "{agency}{head}表示，{by}将{plan}，{plan}。",
    "按照计划，{by}{all}将{plan}。", "{by}，{all}{level_plan}，{share_plan}。", "下一步，{P}将加大投入，力争{by}{plan}。",
    "《{policy}》提出，{by}，{all}{share_plan}。", "根据《{policy}》，{by}，{P}要{plan}、{plan}、{plan}。",
    "{agency}要求，{by}必须{plan}。", "{leader}强调，要确保{by}{share_plan}，{level_plan}。",
    "“{by}，我们要{plan}。”{agency}{head}说。", "{vice}表示，{by}{all}要力争{plan}。",
    "今后一个时期，{all}的目标是：{by}，{share_plan}。",
    "会议明确，{by}，{P}{plan}，{share_plan}。", "{agency}负责人说，{by}计划{plan}。", "{mayor}要求，{by}全面{plan}，不留尾巴。",
    "{it}表示，{by}还将{plan}。", "按照时间表，{town}{by}要{plan}。",
)  # fmt: skip
# What is built, and by whom.
BUILT = (
    "{project}由{agency}牵头实施，{invest}。", "走进{project}施工现场，机械轰鸣，工人们正在抢抓工期。",
    "{month_before}月，{project}正式开工，由{company}承建，{invest}。", "在{project}现场，{mayor}详细了解工程进度，要求加快建设。",
    "{project}是今年{P}的重点工程，{invest}，建成后可{plan}。", "目前，{project}主体已经完工，正在进行设备调试。",
    "由{company}投资建设的{project}进展顺利，{invest}。", "{agency}{head}说，{project}{by}投入运行。",
    "{project}位于{town}，{invest}，由{agency}组织实施。", "今年，{P}启动{project}，计划{by}{plan}。",
    "作为责任单位，{agency}正在推进{project}前期工作。",
)  # fmt: skip
# Who said what, without numbers.
SAID = (
    "{leader}指出，{topic}关系群众切身利益，要拿出过硬举措，一件一件抓落实。",
    "{mayor}要求，各乡镇要压实责任，把{topic}摆在突出位置。",
    "{agency}{head}说：“治理不是一阵风，关键在于长效管护。”", "{vice}表示，要坚持问题导向，举一反三，补齐短板。",
    "“过去河里不敢下脚，现在天天有人来散步。”家住{town}的村民高兴地说。", "{agency}{deputy}介绍，{it}建立了台账，实行销号管理。",
    "{city_agency}{city_head}对{P}的做法给予肯定。", "{agency}将会同{agency}开展联合检查，对发现的问题限期整改。",
    "{leader}先后来到{town}和{river}沿岸，察看{topic}情况。", "{prov_agency}派出专家组到{P}指导{topic}工作。",
    "{agency}印发《{policy}》，明确了责任分工。", "{gov}把{topic}纳入年度考核，由{agency}负责日常调度。",
    "{agency}{head}、{agency}{head}参加活动。", "会上，{agency}和{agency}分别作了汇报。",
)  # fmt: skip
# What fills the pages, and states nothing that is known.
FILLERS = (
    "治理一条河，带活一座城。", "绿色发展的理念越来越深入人心。", "会议指出，要提高思想认识，进一步增强做好{topic}的紧迫感。",
    "要坚持标本兼治，既立足当前解决突出问题，又着眼长远建立长效机制。", "大家一致认为，良好的生态是最普惠的民生福祉。",
    "要加强宣传引导，让更多群众参与到{topic}中来。", "如今的{town}，村道整洁，庭院干净，处处是景。",
    "从源头抓起，从细节做起，{topic}的路子越走越宽。", "要强化督查问责，对工作不力、进展缓慢的严肃追责。",
    "生态好了，游客多了，不少村民在家门口吃上了旅游饭。", "{P}坚持山水林田湖草沙一体化保护和系统治理。",
    "巡查、清理、劝导，志愿者的身影成了{river}两岸一道流动的风景。", "针对群众反映强烈的问题，{P}逐项列出清单，逐条推动解决。",
    "夜幕降临，河岸的步道上灯光亮起，三三两两的市民在这里散步纳凉。", "要用好科技手段，推动监管由人防向技防转变。",
    "既要算经济账，也要算生态账，更要算长远账。", "一分部署，九分落实。", "会议还研究了其他事项。",
    "要严格落实属地责任，形成一级抓一级、层层抓落实的工作格局。", "这些变化，得益于{P}多年来久久为功的坚持。",
    "村口的老槐树下，几位老人聊起从前的沙尘天，感慨不已。", "春种一棵苗，秋护一片林，已经成了当地人的习惯。",
    "要把群众满意不满意作为检验工作的根本标准。", "风里来雨里去，巡护员老李一干就是十来年。",
    "与会人员观看了专题片，并到现场进行了观摩。", "“环境好了，心情也舒畅了。”一位正在晨练的大爷说。",
    "要统筹发展和保护，在高水平保护中推动高质量发展。", "各乡镇主要负责人，有关部门负责同志参加会议。",
    "漫步{river}岸边，水草丰茂，白鹭翩飞。", "困难面前，干部群众心往一处想，劲往一处使。",
    "活动现场，工作人员通过发放资料、现场讲解等方式，向群众普及环保知识。", "要畅通举报渠道，鼓励群众参与监督。",
)  # fmt: skip
CLOSINGS = (
    "下一步，{P}将继续发力，让天更蓝、水更清、山更绿。", "{topic}，{P}一直在路上。", "会议以视频形式开到乡镇一级。",
    "绿水青山的画卷，正在{P}大地上徐徐展开。", "有关负责同志参加活动。", "",
)  # fmt: skip
# How an amount may be bounded: before the number, after the unit, the comparator. Most are not.
BOUNDS_PLANNED = (("", "", "="),) * 16 + (("", "以上", ">="), ("不少于", "", ">="), ("至少", "", ">="), ("约", "", "~"))
BOUNDS_DONE = (("", "", "="),) * 16 + (("超过", "", ">"), ("近", "", "~"), ("约", "", "~"), ("", "以上", ">="))
SHARES_PLANNED = (
    ("{metric}达到{value}%以上", ">="), ("{metric}不低于{value}%", ">="), ("{metric}提高到{value}%", "="),
    ("{metric}达到{value}%", "="),
    ("{metric}稳定在{value}%以上", ">="),
)  # fmt: skip
SHARES_DONE = (
    ("{metric}达到{value}%", "="),
    ("{metric}为{value}%", "="),
    ("{metric}达{value}%", "="),
    ("{metric}提升至{value}%", "="),
)
LEVELS_PLANNED = (
    ("{metric}控制在{value}{unit}以内", "<="),
    ("{metric}降至{value}{unit}以下", "<="),
    ("{metric}不高于{value}{unit}", "<="),
)
LEVELS_DONE = (
    ("{metric}为{value}{unit}", "="),
    ("{metric}降至{value}{unit}", "="),
    ("{metric}下降到{value}{unit}", "="),
)
