/* SPDX-License-Identifier: Apache-2.0 */
/* Figures written as a board's author would write them, built by hand so that no room above compose is
 * needed. */
#ifndef ZB_FIGURE_SAMPLES_H
#define ZB_FIGURE_SAMPLES_H

#include "spec.h"

#define L(...) ((const char *const[]){__VA_ARGS__})
#define V(...) ((const double[]){__VA_ARGS__})
#define S(...) ((const struct zb_series[]){__VA_ARGS__})

struct sample {
        const char *name;
        struct zb_figure figure;
};

#define CHART(kind, text, of, ...)                                                                                   \
        {                                                                                                            \
                .type = kind, .place = "/sections/0/figures/0", .caption = text, .src = "", .data = {                \
                        .unit = of,                                                                                  \
                        __VA_ARGS__                                                                                  \
                }                                                                                                    \
        }

static const struct sample samples[] = {
        {"bar2", CHART(ZB_FIG_BAR, "图1 每课时课堂互动次数", "", .n_labels = 4,
                       .labels = L("提问应答", "小组协作", "作品展示", "同伴互评"), .n_series = 2,
                       .series = S({"应用前", V(9, 6, 4, 3)}, {"应用后", V(21, 15, 12, 11)}))},
        {"bar1", CHART(ZB_FIG_BAR, "各学科使用率", "%", .n_labels = 5,
                       .labels = L("语文", "数学", "英语", "科学", "信息科技"), .n_series = 1,
                       .series = S({"", V(92, 88.5, 76, 81, 100)}))},
        {"bar3", CHART(ZB_FIG_BAR, "三年作业时长变化", "分", .n_labels = 3, .labels = L("一年级", "三年级", "五年级"),
                       .n_series = 3,
                       .series = S({"2023年", V(30, 50, 70)}, {"2024年", V(20, 40, 60)}, {"2025年", V(10, 32, 45)}))},
        {"bar_neg",
         CHART(ZB_FIG_BAR, "与上学期相比", "分", .n_labels = 4, .labels = L("口算", "阅读", "实验", "体能"),
               .n_series = 1, .series = S({"", V(12.5, -3.5, 8, -7)}))},
        {"bar8", CHART(ZB_FIG_BAR, "八个年级的借阅册数", "", .n_labels = 8,
                       .labels = L("一年级", "二年级", "三年级", "四年级", "五年级", "六年级", "七年级", "八年级"),
                       .n_series = 2,
                       .series = S({"去年", V(120, 150, 180, 160, 210, 230, 190, 170)},
                                   {"今年", V(180, 240, 260, 300, 310, 330, 280, 260)}))},
        {"line1", CHART(ZB_FIG_LINE, "月考优秀率稳步上升", "%", .n_labels = 5,
                        .labels = L("9月", "10月", "11月", "12月", "1月"), .n_series = 1,
                        .series = S({"", V(42, 51, 58, 69, 87)}))},
        {"line2", CHART(ZB_FIG_LINE, "主动提问次数变化", "", .n_labels = 6,
                        .labels = L("第一周", "第二周", "第三周", "第四周", "第五周", "第六周"), .n_series = 2,
                        .series = S({"实验班", V(12, 18, 25, 31, 36, 44)}, {"对照班", V(11, 12, 14, 13, 15, 16)}))},
        {"line3",
         CHART(ZB_FIG_LINE, "三个年级满意度", "%", .n_labels = 4, .labels = L("2022", "2023", "2024", "2025"),
               .n_series = 3,
               .series = S({"低段", V(60, 72, 85, 91)}, {"中段", V(64, 70, 80, 90)}, {"高段", V(70, 74, 79, 88)}))},
        {"line8", CHART(ZB_FIG_LINE, "八次测评平均分", "", .n_labels = 8,
                        .labels = L("测评1", "测评2", "测评3", "测评4", "测评5", "测评6", "测评7", "测评8"),
                        .n_series = 1, .series = S({"", V(86, 88, 85, 89, 91, 90, 93, 94.5)}))},
        {"radar5", CHART(ZB_FIG_RADAR, "图2 学生五育画像前后对比", "", .n_labels = 5,
                         .labels = L("德育", "智育", "体育", "美育", "劳育"), .n_series = 2,
                         .series = S({"入学", V(52, 60, 45, 40, 38)}, {"现在", V(88, 92, 84, 86, 90)}), .max = 100)},
        {"radar6", CHART(ZB_FIG_RADAR, "核心素养六维", "", .n_labels = 6,
                         .labels = L("信息意识", "计算思维", "数字学习", "社会责任", "合作", "表达"), .n_series = 1,
                         .series = S({"", V(3.5, 4.2, 4.6, 4.0, 4.4, 3.9)}))},
        {"donut4", CHART(ZB_FIG_DONUT, "教师备课时间去向", "%", .n_labels = 4,
                         .labels = L("分层设计", "学情分析", "资源查找", "其他"), .n_series = 1,
                         .series = S({"", V(46, 27, 18, 9)}))},
        {"donut3", CHART(ZB_FIG_DONUT, "资源来源", "个", .n_labels = 3, .labels = L("国家平台", "自建", "共享"),
                         .n_series = 1, .series = S({"", V(620, 210, 170)}))},
        {"table", CHART(ZB_FIG_TABLE, "智慧课堂应用前后", "", .n_labels = 3, .labels = L("项目", "应用前", "应用后"),
                        .n_rows = 4,
                        .cells = L("课堂提问", "9次", "21次", "小组协作", "6次", "15次", "作业批改", "48小时", "即时",
                                   "家校沟通", "每月", "每日"))},
        {"flow4", CHART(ZB_FIG_FLOW, "图2 数据驱动的教学改进闭环", "", .n_labels = 4,
                        .labels = L("课堂采集", "智能诊断", "精准推送", "教学改进"),
                        .icons = L("screen", "search", "people", "doc"))},
        {"flow5",
         CHART(ZB_FIG_FLOW, "项目化学习五步", "", .n_labels = 5,
               .labels = L("提出问题", "查找资料", "合作探究", "展示成果", "反思"), .icons = L("", "", "", "", ""))},
        {"flow3", CHART(ZB_FIG_FLOW, "一课三研", "", .n_labels = 3, .labels = L("个人初备", "集体研磨", "再教再改"),
                        .icons = L("", "", ""))},
        {"time4", CHART(ZB_FIG_TIMELINE, "四年走过的路", "", .n_labels = 4,
                        .labels = L("平台上线", "全员培训", "课题立项", "区域推广"),
                        .times = L("2022", "2023", "2024", "2025"))},
        {"time6", CHART(ZB_FIG_TIMELINE, "学生的一天", "", .n_labels = 6,
                        .labels = L("晨读打卡", "课前诊断", "互动课堂", "社团活动", "智能答疑", "亲子阅读"),
                        .times = L("7:50", "8:20", "9:00", "15:30", "17:00", "20:00"))},
        /* odd data: one bar, many points, long names, decimals, large numbers, below zero */
        {"bar_one", CHART(ZB_FIG_BAR, "全校教师培训率", "%", .n_labels = 1, .labels = L("教师"), .n_series = 1,
                          .series = S({"", V(96.5)}))},
        {"bar_long", CHART(ZB_FIG_BAR, "平台功能使用次数", "次", .n_labels = 3,
                           .labels = L("智能批改与学情诊断", "虚拟实验室", "AI 口语陪练"), .n_series = 1,
                           .series = S({"", V(12840, 8600, 960)}))},
        {"bar_dec", CHART(ZB_FIG_BAR, "区分度与信度", "", .n_labels = 3, .labels = L("前测", "中测", "后测"),
                          .n_series = 2, .series = S({"区分度", V(0.31, 0.38, 0.42)}, {"信度", V(0.72, 0.8, 0.86)}))},
        {"bar12",
         CHART(ZB_FIG_BAR, "十二个月的活动场次", "场", .n_labels = 12,
               .labels = L("1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"),
               .n_series = 1, .series = S({"", V(3, 1, 6, 8, 9, 7, 2, 1, 10, 12, 9, 5)}))},
        {"line12",
         CHART(ZB_FIG_LINE, "全年阅读时长", "分钟", .n_labels = 12,
               .labels = L("1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"),
               .n_series = 1, .series = S({"", V(18, 20, 22, 25, 24, 28, 35, 38, 30, 33, 36, 41)}))},
        {"line_neg", CHART(ZB_FIG_LINE, "与区平均分之差", "分", .n_labels = 4,
                           .labels = L("初一上", "初一下", "初二上", "初二下"), .n_series = 1,
                           .series = S({"", V(-6.2, -2.5, 0.8, 4.6)}))},
        {"radar8", CHART(ZB_FIG_RADAR, "教师数字素养八维", "", .n_labels = 8,
                         .labels = L("意识", "知识", "技能", "应用", "责任", "创新", "协作", "研究"), .n_series = 1,
                         .series = S({"", V(82, 76, 88, 91, 95, 70, 84, 68)}), .max = 100)},
        {"donut6", CHART(ZB_FIG_DONUT, "课后服务课程构成", "门", .n_labels = 6,
                         .labels = L("人工智能", "体育", "艺术", "科学", "阅读", "劳动"), .n_series = 1,
                         .series = S({"", V(18, 15, 12, 9, 8, 4)}))},
        {"donut1", CHART(ZB_FIG_DONUT, "班级全覆盖", "%", .n_labels = 2, .labels = L("已用", "未用"), .n_series = 1,
                         .series = S({"", V(98, 2)}))},
        {"table_w", CHART(ZB_FIG_TABLE, "三年主要指标", "", .n_labels = 4,
                          .labels = L("指标", "2023", "2024", "2025"), .n_rows = 5,
                          .cells = L("优秀率", "42.5%", "58%", "71.2%", "平均分", "78", "83.4", "88", "近视率", "38%",
                                     "35%", "31%", "借阅", "1280", "2960", "10450", "满意度", "86", "92", "97"))},
        {"flow8", CHART(ZB_FIG_FLOW, "项目推进八步", "", .n_labels = 8,
                        .labels = L("调研", "立项", "培训", "试点", "评估", "优化", "推广", "总结"),
                        .icons = L("", "", "", "", "", "", "", ""))},
        {"flow_long",
         CHART(ZB_FIG_FLOW, "问题解决流程", "", .n_labels = 3,
               .labels = L("收集真实生活问题", "用 Python 建模", "公开答辩与迭代"), .icons = L("", "", ""))},
        {"time9", CHART(ZB_FIG_TIMELINE, "建设历程", "", .n_labels = 9,
                        .labels = L("启动", "一期建成", "全员培训", "省级立项", "二期建成", "区域联盟", "成果奖",
                                    "三期升级", "辐射推广"),
                        .times = L("2017", "2018", "2019", "2020", "2021", "2022", "2023", "2024", "2025"))},
};
#define N_SAMPLES (sizeof samples / sizeof *samples)

#endif
