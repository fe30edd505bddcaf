/* SPDX-License-Identifier: Apache-2.0 */
/* Icons of flow steps, drawn with one pen on a 24 × 24 grid, so that they look like one family at every size.
 * The paths use M, L, C (absolute), Z and O (circle: centre, radius), numbers between them. A step without an
 * icon gets one by a word in its label, as a designer would choose it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chart.h"

#define GRID 24.0
#define PEN  1.9

struct zb_icon {
        const char *name;
        const char *words; /* in labels, separated by spaces */
        const char *path;
};

static const struct zb_icon icons[] = {
        {"screen", "采集 平台 数据 大屏 监测 上传 数字 收集 汇聚 汇总 看板",
         "M3 4 L21 4 L21 16 L3 16 Z M12 16 L12 20 M8 20 L16 20 M7.5 12.5 L7.5 10 M12 12.5 L12 7.5 M16.5 12.5 "
         "L16.5 9"},
        {"search", "诊断 分析 发现 查找 检索 探究 研判 识别 调研 问卷 摸底 筛查", "O10 10 6.5 M15 15 L21 21"},
        {"people", "协同 小组 合作 家校 学生 同伴 教研 交流 互动 班级 集体 研磨 共研 研讨 培训 团队 结对 帮扶",
         "O9 8 3.6 M2.5 20 C2.5 15.5 5.5 13.5 9 13.5 C12.5 13.5 15.5 15.5 15.5 20 Z M15 4.8 C18.5 4.2 20.5 "
         "9.5 16.5 11.2 M17.8 13.8 C20.3 14.6 21.5 16.8 21.5 20"},
        {"doc", "改进 报告 档案 方案 设计 备课 记录 作业 评价 总结 初备 归档 建档 申报",
         "M5 3 L15 3 L19 7 L19 21 L5 21 Z M9 10 L15 10 M9 13.7 L15 13.7 M9 17.4 L13 17.4"},
        {"push", "推送 分发 发布 推荐 传播 共享 分享 推广 辐射 反哺",
         "M3 11 L21 3 L15.5 21 L11.5 13.5 Z M11.5 13.5 L21 3"},
        {"chart", "统计 增长 提升 成效 结果 测评", "M4 3 L4 20 L21 20 M8.5 16 L8.5 12 M13 16 L13 8 M17.5 16 L17.5 5"},
        {"bulb", "思考 创意 启发 创新 导入 问题 想法 情境 情景 提出 构思",
         "M9 17.5 C9 14.5 6 13.5 6 9 C6 5.5 8.7 3 12 3 C15.3 3 18 5.5 18 9 C18 13.5 15 14.5 15 17.5 Z M10 21 "
         "L14 21"},
        {"book", "阅读 学习 课程 资源 教材 知识 预习 自学 学科 研读 新授",
         "M12 6.5 C9.5 4.3 6 4 3 4.5 L3 18.5 C6 18 9.5 18.3 12 20.5 C14.5 18.3 18 18 21 18.5 L21 4.5 C18 4 "
         "14.5 4.3 12 6.5 Z M12 6.5 L12 20.5"},
        {"pen", "练习 书写 写作 批改 答题 编写 巩固 再改 修改 打磨 再教 订正",
         "M4 20 L5 15.5 L16 4.5 L19.5 8 L8.5 19 Z M13.5 7 L17 10.5"},
        {"check", "完成 验收 达标 检验 检测 考核 验证 评估 结题 过关 通过",
         "O12 12 9 M7.5 12.2 L10.8 15.5 L16.5 8.8"},
        {"gear", "实施 应用 操作 加工 处理 管理 运行 生成 建模 搭建 部署 制作 实践 试点 试教",
         "O12 12 3.3 M12 2.5 L12 5.5 M12 18.5 L12 21.5 M2.5 12 L5.5 12 M18.5 12 L21.5 12 M5.3 5.3 L7.4 7.4 "
         "M16.6 16.6 L18.7 18.7 M18.7 5.3 L16.6 7.4 M7.4 16.6 L5.3 18.7 O12 12 6.8"},
        {"target", "目标 精准 定位 聚焦 计划 分层 选题 靶向", "O12 12 9 O12 12 4.8 O12 12 0.9"},
        {"chat", "讨论 对话 问答 答疑 沟通 辩论 提问 答辩 反馈 访谈",
         "M3 4 L21 4 L21 16 L11.5 16 L7 20.5 L7 16 L3 16 Z M7.5 8.3 L16.5 8.3 M7.5 11.8 L13 11.8"},
        {"robot", "智能 机器人 算法 模型 人工智能 学伴 AI",
         "M5 8 L19 8 L19 19 L5 19 Z M12 8 L12 4.8 O12 3.6 1.1 O9 12.5 1.1 O15 12.5 1.1 M9.5 16 L14.5 16 M2.5 "
         "11.5 L2.5 15.5 M21.5 11.5 L21.5 15.5"},
        {"cloud", "云端 网络 联网 同步 存储 远程 上云 汇云",
         "M7 19 C1.5 19 1.5 11.5 6.5 11.2 C7 4.8 16 4.3 17.3 10.3 C22.8 10.3 22.8 19 17.5 19 Z"},
        {"star", "展示 表彰 优秀 激励 成果 评优 成长 亮点",
         "M12 3 L14.7 9 L21 9.7 L16.3 14 L17.7 20.5 L12 17.2 L6.3 20.5 L7.7 14 L3 9.7 L9.3 9 Z"},
        {"heart", "关爱 健康 心理 陪伴 情感",
         "M12 20.5 C4 15 2.5 11.5 2.5 8.8 C2.5 3.5 9.5 2.2 12 7 C14.5 2.2 21.5 3.5 21.5 8.8 C21.5 11.5 20 15 "
         "12 20.5 Z"},
        {"clock", "时间 课后 课前 每日 跟踪 过程 回顾", "O12 12 9 M12 6.5 L12 12 L16 14.5"},
        {"flag", "起点 启动 立项 开始 任务", "M5 21 L5 3.5 M5 4.5 L19.5 4.5 L16 9 L19.5 13.5 L5 13.5"},
        {"home", "学校 校园 社区 居家 家庭 基地 走访 家访",
         "M3 11.5 L12 4 L21 11.5 M5.5 10 L5.5 20 L18.5 20 L18.5 10 M10 20 L10 14.5 L14 14.5 L14 20"},
        {"cycle", "循环 迭代 反思 优化 调整 复盘 闭环",
         "M20 9.5 C17.5 2.5 7.5 2 4.2 9 M4 3.8 L4 9.4 L9.6 9.4 M4 14.5 C6.5 21.5 16.5 22 19.8 15 M20 20.2 "
         "L20 14.6 L14.4 14.6"},
        {"camera", "拍照 录课 视频 影像 直播 课例 观课 听课 研课",
         "M3 7 L7.5 7 L9.5 4 L14.5 4 L16.5 7 L21 7 L21 19.5 L3 19.5 Z O12 13 4"},
};

#define N_ICONS (sizeof icons / sizeof *icons)

static const struct zb_icon *by_name(const char *name)
{
        for (size_t i = 0; *name && i < N_ICONS; i++)
                if (strcmp(icons[i].name, name) == 0)
                        return &icons[i];
        return NULL;
}

bool zb_icon_known(const char *name)
{
        return by_name(name) != NULL;
}

/* Where the first of the words stands in the label, or SIZE_MAX. */
static size_t word_at(const char *label, const char *words)
{
        size_t at = SIZE_MAX;
        for (const char *w = words; *w;) {
                size_t len = strcspn(w, " ");
                const char *found = memmem(label, strlen(label), w, len);
                if (found && (size_t)(found - label) < at)
                        at = (size_t)(found - label);
                w += len + (w[len] == ' ');
        }
        return at;
}

const struct zb_icon *zb_icon_find(const char *name, const char *label)
{
        const struct zb_icon *icon = by_name(name);
        size_t first = SIZE_MAX;
        for (size_t i = 0; !by_name(name) && i < N_ICONS; i++) {
                size_t at = word_at(label, icons[i].words);
                if (at < first) {
                        first = at;
                        icon = &icons[i];
                }
        }
        return icon;
}

struct icons_reader {
        const char *p;
        double x0, y0, scale;
};

/* The next number; the table above is our own, so there always is one. Digits and a point, whatever the
 * locale. */
static double icons_number(struct icons_reader *r)
{
        while (*r->p == ' ')
                r->p++;
        double v = 0, unit = 1;
        bool fraction = false;
        for (; (*r->p >= '0' && *r->p <= '9') || *r->p == '.'; r->p++) {
                if (*r->p == '.') {
                        fraction = true;
                        continue;
                }
                v = v * 10 + (*r->p - '0');
                unit = fraction ? unit * 10 : unit;
        }
        return v / unit;
}

static double x_of(struct icons_reader *r)
{
        return r->x0 + icons_number(r) * r->scale;
}

static double y_of(struct icons_reader *r)
{
        return r->y0 + icons_number(r) * r->scale;
}

void zb_icon_draw(struct zb_chart *c, const struct zb_icon *icon, double cx, double cy, double side,
                  struct zb_ink ink)
{
        struct icons_reader r = {icon->path, cx - side / 2, cy - side / 2, side / GRID};
        struct zb_arena *a = c->stage->arena;
        struct zb_path path = {0};
        while (*r.p) {
                char op = *r.p++;
                double v[6];
                int n = op == 'C' ? 6 : op == 'M' || op == 'L' || op == 'O' ? 2 : 0;
                for (int i = 0; i < n; i++)
                        v[i] = i % 2 ? y_of(&r) : x_of(&r);
                if (op == 'M')
                        zb_path_move(a, &path, v[0], v[1]);
                else if (op == 'L')
                        zb_path_line(a, &path, v[0], v[1]);
                else if (op == 'C')
                        zb_path_curve(a, &path, v[0], v[1], v[2], v[3], v[4], v[5]);
                else if (op == 'Z')
                        zb_path_close(a, &path);
                else if (op == 'O') {
                        double radius = icons_number(&r) * r.scale;
                        zb_path_ellipse(a, &path, v[0], v[1], radius, radius);
                }
        }
        zb_shape_stroke(c, &path, ink, PEN * r.scale, true);
}
