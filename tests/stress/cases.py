# SPDX-License-Identifier: Apache-2.0
"""Boards as schools hand them in: a hundred and twenty specs drawn at random, the same on every run, after what
published cases look like — a title of 8 to 28 characters as it comes, two to five sections of unequal texts, four to
ten figures, some options and not others. Schools, people and figures are invented. make.py writes them beside the
boards that are made by hand.

How full a board is, crowding() reckons before anything is set: the part of the visible area that its text takes in the
smallest sizes of the standard, with the pictures that such a text must have. The fullest of the boards drawn by hand
for comparison (examples/reference/c) has 0.70; a designer may reach 0.72, no more.
"""
import random

SEED, BOARDS = 20250601, 120
FULL = 0.72  # crowding() up to which a board must keep every clause

TITLES = """
智慧课堂点亮乡村教育
一块屏 两所校 一堂课
人工智能赋能小学数学精准教学
让每一次练习都算数
“双师课堂”托起山里娃的音乐梦
基于国家中小学智慧教育平台的双师教学实践
“AI+教研”：一所乡镇初中的备课革命
数据驱动下的初中英语分层作业设计
从“听我讲”到“问AI”：小学科学课的三年探索
智能体进课堂 小古文活起来
用好国家平台 办好家门口的学校
“五育+AI”学生成长画像的校本实践
虚实融合 让物理实验看得见
人机协同视域下初中作文批改的实践与反思
智慧体育：让每个孩子的汗水都有数据
以“数”减负 以“智”提质
县域教研共同体“云上同课”三年行动
AI 学伴助力特殊儿童语言康复
生成式人工智能支持的高中项目化学习
“智慧纸笔”让课堂看得见思维
乡村小规模学校的数字突围
借力智慧平台 共育阅读新生态
大模型赋能中职专业课“岗课赛证”融通
让沉默的孩子开口：AI 口语陪练的应用
技术赋能 教学相长
“一生一策”个性化学习的探索
国家智慧教育平台助力薄弱学科开齐开足
Python 编程与数学建模的跨学科融合
云端家校 同心同行
教—学—评一体化的智慧作业新样态
"智"在课堂，"慧"及师生
无人机飞进劳动课
""".strip().splitlines()

HEADINGS = """
背景与问题 应用背景 案例缘起 为什么做 难题在哪里 现实困境
精准备课 智慧课堂 个性作业 多元评价 协同教研 双师同讲 课前诊断 课中互动 课后延伸 平台选资源 数据找问题 一屏观全班 人机共批改 学伴陪你问
做法一：备课 做法二：上课 三步推进 四个场景 创新做法 实施路径 机制保障 AI 助教 AI 学伴 实验探究 阅读闯关 云上共研
应用成效 看见变化 孩子变了 成效与反思 数据说话 辐射推广 收获与思考 教师成长 未来展望 家校共育 师生共成长
""".split()

SENTENCES = """
学校地处山区，六个年级只有九名教师，音乐、美术课长期开不齐。
过去备课靠一本教参，学情靠经验，**差在哪里说不清**。
班额大、层次多，同一张卷子有人吃不饱，有人跟不上。
2023 年 9 月，学校接入国家中小学智慧教育平台，从三年级起逐班试用。
教师先在平台选资源，再按本班学情**二次加工**，形成校本课例。
课前五分钟小测，系统当场画出**班级知识图谱**。
课上用平板作答，谁会谁不会，一屏看得清。
智能体扮演小导游，孩子们追着它问个不停。
作文先由人工智能初批，教师再**逐篇面批**，一篇作文能改三遍。
错题按知识点归集，每人每周一张**专属练习单**。
县城名师隔屏主讲，村小教师在身边辅导，**两地同上一堂课**。
教研组每周三云上磨课，同课异构，评课意见自动汇总。
运动手环记录心率与步数，体育课的强度第一次有了依据。
听障儿童跟着语音识别练发音，正确率一点点往上走。
学生把校园气象数据导入 Python，画出自己的第一张折线图。
家长在手机上看到的不是分数，而是孩子每周的**进步曲线**。
平台推题、教师审题、学生选题，作业**少而精**。
物理实验先在虚拟台上试错，再到实验室动手，器材损耗减半。
阅读闯关设十二级，读完一本答一关，答对才能领下一本。
图书角装上借阅终端，班级月均借阅由 38 本升到 **126 本**。
期末不再只看一张卷，课堂、作业、劳动、运动都有记录。
五育数据汇成**成长画像**，一学期一份，师生家长共读。
我们约定：人工智能**只给思路，不给答案**。
敏感数据不出校，谁能看、看多久，都写进制度。
年轻教师教工具，老教师教章法，**结对成长**。
一年下来，优秀率提高 12.6 个百分点，后进生减少一半。
学生主动提问由每课 3 次增加到 **11 次**。
教师批改时间平均每天省下 47 分钟，用来找孩子谈心。
两名教师获省级优课，三项课题立项。
经验推广到全县 26 所学校，受益学生 1.2 万人。
孩子说：“它不嫌我慢，我敢问了。”
家长满意度由 81% 升到 **96%**。
技术不是主角，**人才是目的**。
下一步将完善校本资源库，让好课被更多人看见。
薄弱学科开课率达到 100%，村小孩子也能登上县里的舞台。
课堂观察表由系统统计，评课有了**证据**。
留守孩子放学后可在智慧书屋写作业，有学伴也有志愿者。
小组合作由系统随机分工，人人有任务。
教师把一节课切成若干微课，学生可以倒回去再听一遍。
DeepSeek 与豆包同题作答，学生当评委，学会**质疑与核实**。
英语口语由 AI 陪练，开口时间翻了一倍。
古诗里的画面由学生用提示词生成，再与原诗**对照讲评**。
三年来累计生成学情报告 4600 份。
课后服务开设编程、无人机、机器人三门课。
校长带头上智慧课，全员培训每月一次。
建立“日查、周评、月结”制度，用得好的班级挂流动红旗。
学困生的错题由学伴逐步追问，直到**自己说清道理**。
每学期评出十节示范课，录成资源回传平台。
从“要我用”到“我要用”，变化写在教案里。
减负不减质。
一人一案，一课一得。
让技术有温度。
教得准，学得轻。
变化看得见。
""".strip().splitlines()

LEADS = """
一根网线、一块屏幕，把名师的课堂送到了山里，也让村小的孩子**抬起了头**。
学校以**国家智慧教育平台**为底座，用三年时间走出一条小而优的路。
把重复的交给机器，把成长还给师生：这是我们对**人工智能**的回答。
聚焦**减负提质**，用智能批改为教师腾出时间，用学情数据为学生指路。
从一节课改起，让**数据**服务每一个具体的孩子。
""".strip().splitlines()

SUBTITLES = ["国家智慧教育平台应用案例", "人工智能+教育案例", "人工智能教育应用案例", "教师自主应用案例", "区域应用案例"]
SCHOOLS = ["青松岭中心小学", "星河实验小学", "云溪县第二初级中学", "明德学校", "海棠区教师发展中心", "临江特殊教育学校", "望山乡九年一贯制学校", "河湾职业技术学校"]
PEOPLE = ["李明", "王芳", "赵云山", "欧阳小川", "陈一", "周晓", "孙立新"]
PHOTOS = ["hero", "prep", "dash", "tablet", "robot", "library", "home", "group"]
CAPTIONS = """
双师课堂现场 人机协同的数学课 教研组看着数据备课 全班错因一屏看清 一人一份练习单 和机器人一起闯关 阅读足迹汇入档案 居家学习有人陪 小组合作探究
学生用平板当堂作答 名师隔屏主讲《草原》一课 云上集体备课 课后服务编程社团 家长开放日 孩子们的提示词海报 “小小讲师”录微课 虚拟实验台 村小合唱队登台
""".split()
NOTES = """
学生说：“它记得我哪里不会，老师懂我为什么不会。”
教师说：“省下的时间，我用来听孩子说话。”
家长说：“孩子回家爱讲学校的事了。”
数据来源：本校 2024 至 2025 学年学情监测，样本为三至六年级 1260 人。
来源：县教师发展中心年度报告。
图片由本校教师拍摄，已征得家长同意。
学校与数据均为虚构示例，插图由程序绘制。
""".strip().splitlines()
VALUES = [("98%", "班级覆盖率"), ("42%", "备课省时率"), ("87%", "学生满意度"), ("1480", "受益学生"), ("26所", "联盟学校"), ("3.6万", "答疑次数"), ("+12.6", "优秀率提升"), ("47分钟", "每天省下")]
QR = ["扫码看课例与数据", "扫码听孩子讲", "扫码进资源库"]


def series(rng, labels, names, unit, top):
    return {"labels": labels, "unit": unit, "series": [
        {"name": name, "values": [round(top * (0.3 + 0.4 * k + 0.3 * rng.random()), 0) for _ in labels]} for k, name in enumerate(names)]}


def chart(rng):
    """(type, caption, data)"""
    two = rng.choice([["应用前", "应用后"], ["上学期", "本学期"], ["2023年", "2025年"]])
    return rng.choice([
        lambda: ("bar", "课堂互动次数对比", series(rng, ["提问", "讨论", "展示", "互评"], two, "次", 24)),
        lambda: ("bar", "各年级优秀率变化", series(rng, ["三年级", "四年级", "五年级", "六年级"], two, "%", 90)),
        lambda: ("bar", "每周阅读时长", series(rng, ["低年级", "中年级", "高年级"], two, "小时", 6)),
        lambda: ("radar", "五育画像前后对比", dict(series(rng, ["德育", "智育", "体育", "美育", "劳育"], two, "分", 95), max=100)),
        lambda: ("radar", "教师数字素养变化", dict(series(rng, ["意识", "技能", "应用", "责任", "发展"], two, "分", 95), max=100)),
        lambda: ("line", "月均平台使用人次", series(rng, ["9月", "10月", "11月", "12月", "1月", "2月"], two, "人次", 900)),
        lambda: ("donut", "平台时间用在哪里", {"labels": ["备课", "授课", "作业", "答疑"], "values": [34, 31, 21, 14], "unit": "%"}),
        lambda: ("table", "三个年级的变化", {"columns": ["年级", *two], "rows": [["三年级", "72.5", "84.1"], ["四年级", "70.2", "86.3"], ["五年级", "68.9", "88.0"]]}),
        lambda: ("flow", "教学改进闭环", {"steps": ["学情诊断", "精准推送", "课堂互动", "反思改进"]}),
        lambda: ("flow", "一节课的五步", {"steps": ["导学", "诊断", "探究", "展评", "拓展"]}),
        lambda: ("timeline", "三年建设历程", {"events": [{"time": "2023", "label": "试点起步"}, {"time": "2024", "label": "全校推开"}, {"time": "2025", "label": "区域共享"}]}),
    ])()


def length(text):
    """Characters as the standard counts them: a Latin word or a number is one."""
    n, inside = 0, False
    for c in text.replace("**", ""):
        word = c.isascii() and (c.isalnum() or c in ".,%-/:")
        n += not c.isspace() and not (word and inside)
        inside = word
    return n


def texts(rng, wanted):
    """One text of about each length, no sentence twice."""
    left, out = SENTENCES[:], []
    for n in wanted:
        rng.shuffle(left)
        taken, have = [], 0
        for s in left:
            if have + length(s) <= n + 3:
                taken.append(s)
                have += length(s)
        left = [s for s in left if s not in taken]
        out.append("".join(taken) or left.pop())
    return out


def words_of(value):
    """Characters of everything that a value prints as text."""
    if isinstance(value, str):
        return length(value)
    if isinstance(value, (int, float)):
        return 1
    if isinstance(value, list):
        return sum(map(words_of, value))
    return sum(words_of(v) for k, v in value.items() if k not in ("type", "src", "focus", "url", "standard", "process", "theme", "orientation",
                                                                  "max", "unit", "ai"))


def figures(rng, n):
    """n figures, at least one of them a chart, photographs first as people number them."""
    charts = min(n - 2, rng.choice([1, 2, 2, 2, 3]))
    photos = rng.sample(PHOTOS, min(n - charts, len(PHOTOS)))
    captions, kinds, out = rng.sample(CAPTIONS, len(photos)), set(), []
    for src, caption in zip(photos, captions):
        out.append({"type": "photo", "src": f"pictures/{src}.jpg", "focus": [0.5, 0.46], **({"caption": caption} if rng.random() < 0.92 else {})})
        if rng.random() < 0.06:
            out[-1]["ai"] = True
    while len(out) < n:
        kind, caption, data = chart(rng)
        if (kind, caption) not in kinds:
            kinds.add((kind, caption))
            out.append({"type": kind, "caption": (f"图{len(kinds)} " if rng.random() < 0.6 else "") + caption, "data": data})
    rng.shuffle(out)
    return out


def spec(rng, number):
    board = {"standard": "liaoning-2025-main", "title": TITLES[number % len(TITLES)], "theme": rng.choice(["tech-blue", "education-green"])}
    if rng.random() < 0.14:
        board["orientation"] = "landscape"
    if rng.random() < 0.2:
        board["process"] = rng.choice(["penhui", "offset"])
    if rng.random() < 0.75:
        board["subtitle"] = rng.choice(SUBTITLES)
    if rng.random() < 0.92:
        board["organization"] = rng.choice(SCHOOLS)
    if rng.random() < 0.35:
        board["authors"] = rng.sample(PEOPLE, rng.randint(1, 5))
    style = rng.random()
    if style < 0.45:
        board["lead"] = rng.choice(LEADS)
    if style > 0.4 and rng.random() < 0.75:
        board["highlights"] = [{"value": v, "label": l} for v, l in rng.sample(VALUES, rng.choice([2, 3, 3, 3, 4, 4]))]
    board["qr"] = [{"url": f"https://example.org/case/{number}/{k}", "label": QR[k]} for k in range(rng.choice([0, 1, 1, 1, 1, 2]))]
    board["notes"] = rng.sample(NOTES, rng.choice([0, 1, 2, 2, 3, 3]))
    n = rng.choice([2, 3, 3, 3, 3, 4, 4, 4, 4, 5])
    n_figures = rng.choice([6, 6, 6, 7, 7, 7, 8, 8] if rng.random() < 0.9 else [4, 5, 9, 10])
    places = list(range(n)) + [rng.randrange(n) for _ in range(max(0, n_figures - n))]
    places = sorted(places[:n_figures])
    figs = figures(rng, n_figures)
    board["sections"] = [{"heading": h} for h in rng.sample(HEADINGS, n)]
    for place, figure in zip(places, figs):
        board["sections"][place].setdefault("figures", []).append(figure)
    # What is left of the whole is body, shared out unequally.
    whole = rng.randint(420, 470 if "orientation" in board else 540)
    body = max(whole - words_of(board) - n, 26 * n)
    weights = [rng.uniform(0.6, 1.5) for _ in range(n)]
    for section, text in zip(board["sections"], texts(rng, [body * w / sum(weights) for w in weights])):
        section["text"] = [text]
    return {k: v for k, v in board.items() if v}


# Smallest em of each tier by its ink, mm; title, heading, body, caption, note.
T, H, B, C, N = 84.4, 53.7, 33.0, 21.9, 16.5
VISIBLE, SHARE = 745 * 1760, 0.352


def ems(text):
    """Width in em, nearly."""
    return sum(1 if ord(c) > 0x2E80 or c in "“”‘’…—" else 0.55 for c in text.replace("**", ""))


def label_ems(value):
    """Of everything that is set in a figure."""
    if isinstance(value, str):
        return ems(value)
    if isinstance(value, (int, float)):
        return 1.2
    if isinstance(value, list):
        return sum(map(label_ems, value))
    return sum(label_ems(v) for k, v in value.items() if k not in ("src", "focus", "type", "max", "ai", "unit"))


def crowding(board):
    text = ems(board["title"]) * T * T * 1.1
    for section in board["sections"]:
        text += ems(section["heading"]) * H * H * 1.1 + ems("".join(section.get("text", []))) * B * B * 1.2
    text += ems(board.get("subtitle", "") + board.get("organization", "")) * C * C * 1.2
    text += ems("作者：" + "、".join(board["authors"])) * C * C * 1.2 if "authors" in board else 0
    text += ems(board.get("lead", "")) * C * C * 1.24 + sum(map(ems, board.get("notes", []))) * N * N * 1.25
    text += sum(ems(h["value"]) * H * H * 1.1 + ems(h["label"]) * C * C * 1.16 for h in board.get("highlights", []))
    text += sum(ems(q["label"]) for q in board.get("qr", [])) * C * C * 1.2
    labels = sum(label_ems(f) for s in board["sections"] for f in s.get("figures", [])) * C * C * 1.2
    pictures = SHARE / (1 - SHARE) * (text + labels)
    return (text + pictures + len(board.get("qr", [])) * 85 * 85) / VISIBLE


def expected(board):
    """What make.py says of a board: "fits", "must" or "tight"."""
    kinds = [f["type"] for s in board["sections"] for f in s.get("figures", [])]
    if crowding(board) > FULL:
        return "tight"
    return "fits" if 6 <= len(kinds) <= 8 and set(kinds) != {"photo"} else "must"


def specs():
    """[(name, spec)], in order."""
    out = []
    for number in range(BOARDS):
        out.append((f"case-{number:03}", spec(random.Random(SEED + number), number)))
    return out
