#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the stress set: board specs that differ in everything an author may choose, the same on every run.

    make.py FOLDER      FOLDER/NAME.json, FOLDER/pictures/ and FOLDER/specs.json

specs.json lists [{"name", "expect", "why"}] in order. What is expected of a board:
    fits    a designer could do it: it must keep every clause, must and should
    must    its content itself misses a recommendation (too few words, too few pictures): the musts hold all the same
    tight   it may break clauses, but every broken one comes with a cure
The pictures are those of the examples (examples/draw.py draws them).
"""
import json
import os
import pathlib
import shutil
import sys

import cases

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Sentences with their keywords. A text is made of those that add up to the length wanted.
PLAIN = [
    "课前五分钟，系统画出全班的**知识图谱**。", "教师据此调整教案，把时间留给**真问题**。", "小组轮流主持，**人人都要发言**。",
    "错题自动归类，**一人一份**练习单。", "家长在手机上看见孩子每周的进步。", "备课组共用一份资源，**各班再做增减**。",
    "平台记录每一次提问，不给孩子贴标签。", "学伴只追问思路，**从不直接给答案**。", "实验先看慢放微课，再亲手做一遍，最后画出自己的结论。",
    "县城名师隔屏主讲，村里老师在身边辅导，**两地同上一堂课**。", "作业难度随学随调，会的少做，不会的换一种问法再做。",
    "五育数据汇成**成长画像**，期末不再只看一张成绩单。", "图书馆按阅读足迹荐书，借阅量一年翻了一番。",
    "教研员每月听课，**用数据说话**，也用数据提醒自己。", "机器人社团周三开放，零基础的孩子也能编出第一段舞。",
    "课堂上举手少的孩子，系统会**悄悄提醒**老师多看一眼。", "我们把讲台让出一半，让学生讲、让同伴评、让平台记。",
    "老教师带方法，年轻教师带技术，**结对成长**。", "每节课留三分钟，写下一个还没想明白的问题。",
    "线上答疑值班到晚上八点，留守孩子的作业也**有人陪**。", "体质监测连着运动处方，跑得慢的孩子也有自己的目标。",
    "语文组用朗读评测听见每个声音，**读准之后再读美**。", "数据只留在校内，谁能看、看多久，都写进了公约。", "减负不减质。",
    "让评价有温度。", "**一课一得**。", "孩子爱上了课。", "教得更准，学得更轻。", "看得见，才帮得上。",
]
LATIN = [
    "课堂接入 **DeepSeek** 与 Qwen 两种模型，同题对照。", "用 Python 处理传感器数据，再交给 **Scratch** 做成动画。",
    "每周一次 STEM 工作坊，学生自建 **AI Lab** 展台。", "英语课用 TTS 与 ASR 练口语，WPM 曲线一目了然。",
    "GeoGebra 把函数画活，**VR** 把火山搬进教室。", "教师用 Prompt 模板备课，平均每课省 30 min。", "iPad 与 PC 共用一套 ID，作业在 Cloud 端同步。",
    "Wi-Fi 6 全覆盖。", "**AI for All**。", "PBL 项目以 Demo Day 收尾，家长在 App 里投票。",
]
DIGITS = [
    "2024 年 9 月起试点，**36 个班** 1480 名学生参加。", "单元测验平均分由 72.5 升到 86.3，提高 **13.8 分**。", "全县 41 所村校 100% 接入，年均开课 1.2 万节。",
    "备课时间从 90 分钟减到 **52 分钟**，减幅 42.2%。", "错题重做率 87.6%，同类题正确率达 **91.4%**。", "投入 3.6 万元，旧机房改造成 2 间智慧教室。",
    "满意度 98.7%。", "全年 4 轮、12 场、386 人次的联片教研。", "近视新增率下降 2.1 个百分点，户外活动每天 **120 分钟**。", "1 张单、3 种题、5 分钟。",
]
MARKS = [
    "“双减”之后怎么办？我们问老师：“时间从哪里来？”", "听、说、读、写，样样有反馈；早、中、晚，时时可答疑。", "课前（导学）、课中（探究）、课后（拓展），**三段贯通**。",
    "孩子说：“它不急着告诉我答案——却总能问到点子上！”", "《数学》《科学》《信息科技》……**一张课表打通**。", "慢一点，不要紧；错一次，没关系：**敢想，最要紧**！",
    "谁来评？自己、同伴、教师、家长；评什么？态度、方法、作品。", "“会”与“不会”之间，还有“快要会了”。", "城区·镇区·村小，同备、同上、同评。",
]
LONG = [
    "学校依托国家智慧教育平台建成覆盖课前诊断课中互动课后巩固的完整链条并把每一环节的数据沉淀为**可以追溯的成长档案**。",
    "教师在统一的资源库里挑选课件微课与习题再按本班学情重新编排形成既共享又有个性的**校本方案**。",
    "学生面对同一任务可以选择观看实验阅读文本或与智能学伴对话三条路径最终在小组里汇合并展示**各自的发现**。",
]
BANK = {"plain": PLAIN, "latin": LATIN, "digits": DIGITS, "marks": MARKS, "long": LONG}

PHOTOS = [("hero", "人机协同的数学课堂"), ("prep", "教研组看着学情备课"), ("dash", "全班错因一屏看清"), ("tablet", "一人一份专属练习单"),
          ("robot", "和机器人一起闯关"), ("library", "阅读足迹汇入档案"), ("home", "居家学习有人陪"), ("group", "小组合作探究")]
WORDY = ["这是全校教师第一次围着同一块数据大屏备课", "学生在机器人社团调试自己写的第一段程序", "课间图书馆"]
HEADINGS = ["精准备课", "互动课堂", "个性作业", "多元评价", "家校共育"]
NOTES = ["学生说：“它记得我哪里不会，老师懂我为什么不会。”", "来源：本校 2024 至 2025 学年质量监测，覆盖 36 个班 1480 名学生。",
         "学校与数据均为虚构示例。", "插图由程序绘制，不是实景照片。"]
HIGHLIGHTS = [("98%", "班级覆盖率"), ("42%", "备课省时率"), ("87%", "学生满意度"), ("1480", "受益学生"), ("3.6万", "答疑次数"), ("12", "获奖")]
SUBTITLE, SCHOOL = "人工智能教育应用案例", "星河实验小学"
LEAD = "学校以**人工智能**为笔、以真实课堂为纸，探索人机协同，让规模化教育也能照顾每一种**个性**。"


def length(text):
    """Characters as the standard counts them, nearly: Latin words and numbers are one."""
    n, inside = 0, False
    for c in text.replace("**", "").replace("~", ""):
        word = c.isascii() and (c.isalnum() or c in ".,%-/:+") and c != " "
        n += c != " " and not (word and inside)
        inside = word
    return n


def compose(style, wanted, seed):
    """Sentences of the bank, each once, that come nearest to the wanted length; seed turns the bank."""
    bank = BANK[style] if wanted < 60 or style == "plain" else BANK[style] + PLAIN[::2]
    bank = bank[seed % len(bank):] + bank[:seed % len(bank)]
    best = {0: ()}
    for i, sentence in enumerate(bank):
        for n, taken in sorted(best.items(), reverse=True):
            best.setdefault(n + length(sentence), taken + (i,)) if n + length(sentence) <= wanted + 4 else None
    n = min((n for n in best if n), key=lambda n: (abs(n - wanted), n))
    return "".join(bank[i] for i in best[n])


def series(labels, names, unit, top):
    return {"labels": labels, "unit": unit,
            "series": [{"name": name, "values": [round(top * (0.35 + 0.5 * k + 0.13 * ((i * 7 + k * 3) % 5)) / 1.4, 1)
                                                 for i in range(len(labels))]} for k, name in enumerate(names)]}


CHARTS = {
    "b": ("bar", "每课时课堂互动次数", series(["提问应答", "小组协作", "作品展示", "同伴互评"], ["应用前", "应用后"], "次", 24)),
    "B": ("bar", "各年级每周阅读时长", series([f"{n}年级" for n in "一二三四五六"], ["本学期"], "小时", 6)),
    "l": ("line", "每月双师课节数", series(["9月", "10月", "11月", "12月", "1月"], ["科学", "音乐"], "节", 90)),
    "L": ("line", "近两年月均在线人数", series([f"{n}月" for n in range(1, 13)], ["2024年", "2025年", "目标"], "人", 1800)),
    "r": ("radar", "五育画像前后对比", dict(series(["德育", "智育", "体育", "美育", "劳育"], ["入学", "现在"], "分", 90), max=100)),
    "R": ("radar", "教师数字素养六维", dict(series(["意识", "知识技能", "应用", "社会责任", "专业发展", "协同育人"], ["本校"], "分", 80), max=100)),
    "d": ("donut", "平台时间用在哪里", {"labels": ["授课", "备课", "作业", "答疑"], "values": [36, 31, 19, 14], "unit": "%"}),
    "D": ("donut", "资源来源", {"labels": ["国家平台", "校本资源", "区域共享", "教师自制", "社会捐赠", "其他"], "values": [41, 23, 15, 12, 6, 3], "unit": "%"}),
    "t": ("table", "三个年级的变化", {"columns": ["年级", "应用前", "应用后"], "rows": [["三年级", "72.5", "84.1"], ["四年级", "70.2", "86.3"], ["五年级", "68.9", "88.0"]]}),
    "T": ("table", "分层作业一览", {"columns": ["层次", "人数", "题量", "正确率"], "rows": [["基础", "412", "8", "93%"], ["提高", "655", "10", "88%"], ["拓展", "413", "6", "81%"], ["挑战", "96", "3", "64%"]]}),
    "f": ("flow", "教学改进闭环", {"steps": ["课堂采集", "智能诊断", "精准推送", "教学改进"]}),
    "F": ("flow", "一节课的六步", {"steps": ["导入", "诊断", "探究", "展示", "巩固", "反思"]}),
    "m": ("timeline", "三年建设历程", {"events": [{"time": "2023", "label": "试点起步"}, {"time": "2024", "label": "全校推开"}, {"time": "2025", "label": "区域共享"}]}),
    "M": ("timeline", "一学期的安排", {"events": [{"time": f"{n}月", "label": s} for n, s in zip((9, 10, 11, 12, 1), ("培训", "试用", "全面铺开", "中期检查", "总结"))]}),
}

SPECS = []


def board(name, expect, why, title, parts, style="plain", headings=None, wordy=False, caption=True, **keys):
    """texts: given ones, instead of the bank's. parts: "40ppb 55r" = a section of 40 characters with two photos and a bar chart, then one of 55 with a radar."""
    spec = {"standard": "liaoning-2025-main", "title": title, "sections": []}
    photo = chart = 0
    ai, split, texts = keys.pop("ai", False), keys.pop("split", False), keys.pop("texts", None)
    for i, part in enumerate(parts.split()):
        n = int("".join(c for c in part if c.isdigit()) or 0)
        section = {"heading": (headings or HEADINGS)[i]}
        if n:
            text = texts[i] if texts else compose(style, n, 3 * i + len(SPECS))
            section["text"] = [s + "。" for s in text.split("。") if s] if split else text
        figures = []
        for code in (c for c in part if not c.isdigit()):
            if code == "p":
                src, text = PHOTOS[photo % len(PHOTOS)]
                text = WORDY[photo % len(WORDY)] if wordy else text
                figures.append({"type": "photo", "src": f"pictures/{src}.jpg", "caption": text, "focus": [0.5, 0.46], **({"ai": True} if ai else {})})
                photo += 1
            else:
                chart += 1
                kind, text, data = CHARTS[code]
                figures.append({"type": kind, "caption": f"图 {chart} {text}", "data": data})
            if not caption:
                del figures[-1]["caption"]
        if figures:
            section["figures"] = figures
        spec["sections"].append(section)
    options = {"subtitle": SUBTITLE, "organization": SCHOOL, "notes": NOTES[:3], "qr": 1, "highlights": 0}
    options.update(keys)
    options["qr"] = [{"url": f"https://example.org/zhanban/{k}", "label": ("扫码看课例与数据", "扫码听学生讲")[k]} for k in range(options["qr"])]
    options["highlights"] = [{"value": v, "label": l} for v, l in HIGHLIGHTS[:options["highlights"]]]
    spec.update((k, v) for k, v in options.items() if v)
    SPECS.append((name, expect, why, spec))


def boards():
    b = board
    # What schools usually hand in: a longer title, three to five sections, six to eight figures.
    b("usual-4x38", "fits", "", "人机共教一生一策", "38ppp 44b 38pp 46r", highlights=3)
    b("usual-4x48", "fits", "", "让数据会说话 让成长看得见", "48pp 48b 48pp 48r", lead=LEAD)
    b("usual-4x58", "fits", "", "数智赋能课堂", "58pp 58b 58pp 58r", highlights=3, theme="education-green")
    b("usual-3x60", "fits", "", "智慧教育点亮乡村课堂", "62pp 58b 60pppf", lead=LEAD)
    b("usual-3x75", "fits", "", "人工智能助力小学数学精准教学", "75pp 70bp 78prf")
    b("usual-3x90", "fits", "", "双师同堂", "90pp 84br 92ppp", highlights=3)
    b("usual-5x35", "fits", "", "云上课堂", "37pp 38b 36p 38d 37pp")
    b("usual-5x45", "fits", "", "“双师课堂”让山里孩子同上一节好课", "45p 44pb 46p 45r 43pp")
    b("usual-2x110", "fits", "", "一校一策 数智同行", "110ppb 105ppr", lead=LEAD, highlights=3)
    b("usual-2x120", "fits", "", "教学评一体的智慧作业", "120pppb 118ppf")
    b("usual-uneven", "fits", "a short, a long and two middling sections", "因材施教 减负增效", "24p 76pp 40b 52pr", highlights=3)
    b("usual-uneven-2", "fits", "", "云端结对城乡同窗", "82ppp 30b 28p 60df", lead=LEAD, theme="education-green")
    b("usual-captions", "fits", "captions as long as sentences", "小数据 大课堂", "44pp 42b 44pp 40r", wordy=True)
    b("usual-path-z", "fits", "", "让每一个孩子发光", "54pp 52b 54ppf", path="Z", lead=LEAD)
    b("usual-path-f", "fits", "", "让每一个孩子发光", "46pp 44b 48pp 42f", path="F", highlights=3)
    b("usual-tables", "fits", "tables and timelines", "乡村小规模学校的数字化突围", "44pp 46t 42pm 44pT")
    b("usual-lines", "fits", "", "县域教育数字化三年行动", "44pl 46pL 42pB 44pD", theme="education-green")
    b("usual-flows", "fits", "", "读写共生：智能批阅下的作文课", "44pf 46pF 42pM 44pm")
    b("usual-charts", "fits", "more charts than photographs", "数据里的成长", "40pb 42r 40dl 44pt")
    b("usual-radar-6", "fits", "six axes with long names in a small place", "人机协同 精准教学", "35pR 55pp 52pp 35fp",
      lead="聚焦**减负提质**，用智能批改腾出时间。", authors=["李明", "王芳"], qr=2,
      texts=["课前五分钟，系统画出全班的**知识图谱**。备课组共用一份资源，**各班再做增减**。",
             "错题自动归类，**一人一份**练习单。备课组共用一份资源，**各班再做增减**。五育数据汇成**成长画像**，期末不再只看一张成绩单。",
             "县城名师隔屏主讲，村里老师在身边辅导，**两地同上一堂课**。作业难度随学随调，会的少做，不会的换一种问法再做。",
             "课堂上举手少的孩子，系统会**悄悄提醒**老师多看一眼。减负不减质。**一课一得**。"])
    b("usual-stacked-charts", "fits", "charts below one another", "云端教研共同体", "44rt 46pp 40dp 44pL", lead="聚焦**减负提质**，用智能批改腾出时间。")
    b("usual-singles", "fits", "mostly one figure a section", "县域数据治理之路", "52p 48d 50p 46b 30pp", highlights=3)
    # Titles from 4 to 28 characters, as they come: no break given.
    for i, title in enumerate((
            "智教", "数智同行 因材施教", "AI+STEM 融合课程的校本实践", "5G+VR：打开科学课的新窗口", "“AI+”助学：从一张错题单开始的课堂改变",
            "国家智慧教育平台支持下的城乡结对教研", "基于国家智慧教育平台的小学作业减负提质实践", "“三端联动、四步共进”：人工智能赋能初中英语读写教学",
            "“数智”双驱下“教—学—评”一致的初中物理实验教学新样态", "OpenInnoLab 与 Scratch 双平台的编程启蒙")):
        n = length(title)
        b(f"title-{n:02}-{i}", "fits" if n > 3 else "must", "", title, "46pp 46b 44pp 48r" if i % 2 else "62pp 60b 62ppf",
          theme=("tech-blue", "education-green")[i % 2], **({"highlights": 3} if i % 3 else {"lead": LEAD}))
    # Everything off, everything on.
    b("bare", "must", "no subtitle, lead, key figures, QR or notes", "数智同行 因材施教", "52pp 50b 52pp 54r", subtitle="", organization="", notes=[], qr=0)
    b("bare-small", "must", "under 400 characters", "云上课堂", "20p 22p 24b", subtitle="", organization="", notes=[], qr=0)
    b("everything", "tight", "every option at once", "人工智能赋能乡村教育", "40pp 42b 40pp 44r", lead=LEAD, highlights=6, qr=2, notes=NOTES, authors=["李明", "王芳", "赵云山"])
    b("lead-and-values", "fits", "", "人机共教一生一策", "34pp 36b 34pp 38r", lead=LEAD, highlights=3)
    for n in (1, 2, 4, 6):
        b(f"values-{n}", "fits", "", "人机共教一生一策", "48pp 48b 46pp 48r", highlights=n)
    b("qr-2", "fits", "", "云端结对城乡同窗", "50pp 50b 46pp 48d", qr=2)
    b("qr-0-notes-0", "fits", "", "云端结对城乡同窗", "56pp 58b 54pp 58d", qr=0, notes=[], lead=LEAD)
    b("notes-4-authors", "fits", "", "教学评一体的智慧作业", "38pp 40b 38pp 42r", notes=NOTES, authors=["李明", "王芳", "赵云山", "欧阳小川", "陈一"])
    b("no-captions", "must", "", "智慧教育点亮乡村课堂", "50pp 52b 52pp 56r", caption=False)
    b("long-headings", "fits", "", "课堂变了", "48pp 48b 46pp 48r", headings=["教研共同体", "从提问到对话的课堂", "学情一屏看清", "AI 学伴陪练"])
    b("latin-headings", "fits", "", "STEM 在乡村", "52pp 54b 50pp 54r", headings=["STEM 课堂", "AI Lab", "PBL+", "Demo Day"], style="latin")
    # Texts that are hard to break.
    b("latin-heavy", "fits", "", "AI for All 计划", "50pp 50b 48pp 50r", style="latin")
    b("digits-heavy", "fits", "", "用数据说话的课堂", "46pp 48b 44pp 46r", style="digits", highlights=3)
    b("marks-heavy", "fits", "", "“问”出来的课堂", "46pp 48b 44pp 46r", style="marks", lead=LEAD)
    b("long-sentences", "fits", "sentences without a mark", "全域全程全员数字化", "50pp 52b 50pp 52r", style="long")
    # Numbers of figures.
    b("figures-4", "must", "too few pictures", "数智同行 因材施教", "54p 52b 54p 54r")
    b("figures-5", "must", "too few pictures", "数智同行 因材施教", "48pp 46b 48p 50r", highlights=3)
    b("figures-8", "fits", "", "数智同行 因材施教", "44ppp 42b 44ppp 46r")
    b("figures-10", "must", "too many pictures", "数智同行 因材施教", "36ppp 36bd 36ppp 40rf")
    b("figures-one-section", "fits", "all pictures in one section", "数智同行 因材施教", "60ppppp 44 48b 42r")
    b("texts-only-section", "fits", "a section without figures, one without text", "走向每一个学生", "66pp 70b 0ppp 64r")
    # Other options.
    b("ai-marked", "fits", "pictures made by generative AI", "人机共教一生一策", "48pp 48b 46pp 48r", ai=True, highlights=3)
    b("penhui", "fits", "another print process", "人机共教一生一策", "48pp 48b 46pp 48r", process="penhui", lead=LEAD)
    b("offset", "fits", "with bleed", "人机共教一生一策", "48pp 48b 46pp 48r", process="offset", theme="education-green")
    b("paragraphs", "fits", "several paragraphs a section", "教学评一体的智慧作业", "50pp 50b 48pp 50r", split=True)
    b("long-notes", "fits", "", "教学评一体的智慧作业", "42pp 42b 40pp 44r", notes=NOTES + ["致谢：县教师发展中心、星河社区与全体志愿者家长。"])
    # Landscape.
    b("landscape-10", "fits", "", "智慧教育点亮乡村课堂", "42ppp 40b 42pp 41r", orientation="landscape", highlights=3)
    b("landscape-20", "fits", "a title of two lines", "基于国家智慧教育平台的小学作业减负提质实践", "38pp 36b 38pp 36r", orientation="landscape", lead=LEAD)
    b("landscape-3", "fits", "", "双师同堂", "66pp 68bp 66pf", orientation="landscape")
    b("landscape-5", "fits", "", "云上课堂", "40p 38b 38pp 40r 38p", orientation="landscape", theme="education-green")
    b("landscape-2", "fits", "", "一校一策", "96ppb 92ppr", orientation="landscape", highlights=3)
    b("landscape-bare", "must", "", "数智同行", "44pp 46b 44pp 42d", orientation="landscape", subtitle="", organization="", notes=[], qr=0)
    # Too much, too little.
    b("full-4x100", "tight", "800 characters and more", "智慧教育点亮乡村课堂", "120pp 110b 120pp 118r", lead=LEAD)
    b("full-5x80", "tight", "", "人工智能助力小学数学精准教学", "80pp 82b 78p 80r 84pp", highlights=3)
    b("full-4x75", "tight", "", "让每一个孩子发光", "75pp 74b 76pp 75r", lead=LEAD)
    b("full-landscape", "tight", "", "智慧教育点亮乡村课堂", "80pp 78b 82pp 80r", orientation="landscape", highlights=3)
    b("little-2", "must", "", "智教", "20p 22p", subtitle="", notes=[], qr=0)
    b("one-section", "must", "", "一节好课", "120pppb")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    out = pathlib.Path(sys.argv[1])
    (out / "pictures").mkdir(parents=True, exist_ok=True)
    for name, _ in PHOTOS:
        source, target = ROOT / "examples/school/pictures" / f"{name}.jpg", out / "pictures" / f"{name}.jpg"
        if not source.exists():
            sys.exit(f"{source} is missing: run examples/draw.py examples")
        if not target.exists():
            try:
                os.link(source, target)
            except OSError:
                shutil.copy(source, target)
    boards()
    SPECS.extend((name, cases.expected(spec), "drawn at random, see cases.py", spec) for name, spec in cases.specs())
    for name, _, _, spec in SPECS:
        (out / f"{name}.json").write_text(json.dumps(spec, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    index = [{"name": n, "expect": e, "why": w} for n, e, w, _ in SPECS]
    (out / "specs.json").write_text(json.dumps(index, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(index)} specs in {out}")


if __name__ == "__main__":
    main()
