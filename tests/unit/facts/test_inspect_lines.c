/* SPDX-License-Identifier: Apache-2.0 */
/* Runs of text → lines, paragraphs and tiers: our own boards' scenes, fed as runs in every way a producer
 * might have painted them, must give measure's lines back; strangers' boards, set up by hand, their tiers.
 * With names of scene files as arguments those are tried instead. */
#include "test_inspect_lines.h"

/* ---- boards of our own ---- */

struct scene_line {
        struct zb_rect box;
        char tier[16], text[1024];
        double em, leading, base;
        int block;
};

struct scene {
        double width, height;
        struct scene_line *lines;
        size_t n;
};

static bool read_line(const char *row, struct scene_line *ret)
{
        const char *box = strchr(row, '[');
        for (; box; box = strchr(box + 1, '['))
                if (sscanf(box, "[%lf %lf %lf %lf] %15[a-z]/%*s em %lf leading %lf base %lf block %d", &ret->box.x,
                           &ret->box.y, &ret->box.w, &ret->box.h, ret->tier, &ret->em, &ret->leading, &ret->base,
                           &ret->block) == 9)
                        break;
        const char *from = box ? strchr(box, '"') : NULL, *to = from;
        for (const char *end = from; end && (end = strstr(end + 1, "\" S"));)
                to = end; /* the last quote before a face's name */
        if (!to || to <= from || (size_t)(to - from) >= sizeof ret->text)
                return false;
        memcpy(ret->text, from + 1, (size_t)(to - from - 1));
        ret->text[to - from - 1] = '\0';
        return true;
}

static struct scene read_scene(const char *path)
{
        struct scene s = {0};
        char row[8192];
        FILE *file = fopen(path, "r");
        assert_non_null(file);
        s.lines = calloc(4096, sizeof *s.lines);
        assert_non_null(s.lines);
        while (fgets(row, sizeof row, file) && s.n < 4096) {
                sscanf(row, "scene [%*f %*f %lf %lf]", &s.width, &s.height);
                if (strncmp(row, "text ", 5) == 0)
                        s.n += read_line(row, &s.lines[s.n]);
        }
        fclose(file);
        assert_true(s.width > 0 && s.n > 0);
        return s;
}

static enum zb_tier tier_named(const char *name)
{
        for (int i = 0; i < ZB_N_TIERS; i++)
                if (strcmp(zb_tier_names[i], name) == 0)
                        return (enum zb_tier)i;
        fail();
        return ZB_TIER_BODY;
}

enum painting { IN_ORDER, BACKWARDS, BY_GLYPH, TWICE, N_PAINTINGS };

static void paint(struct test *t, const struct scene *s, enum painting how)
{
        for (size_t k = 0; k < s->n; k++) {
                const struct scene_line *l = &s->lines[how == BACKWARDS ? s->n - 1 - k : k];
                struct zb_run run = at(l->box.x, l->base, l->em, l->text);
                run.width_mm = l->box.w;
                if (how == BY_GLYPH)
                        glyphs(t, run, 0, k % 2);
                else
                        add(t, run);
                if (how == TWICE) { /* a shadow's shape: a little off */
                        run.x_mm += 0.05 * l->em;
                        add(t, run);
                }
        }
}

struct sums {
        size_t chars[ZB_N_TIERS], lines[ZB_N_TIERS];
        double area;
};

static struct sums sums_of_scene(const struct scene *s)
{
        struct sums sums = {0};
        for (size_t i = 0; i < s->n; i++) {
                enum zb_tier tier = tier_named(s->lines[i].tier);
                sums.lines[tier]++;
                sums.area += s->lines[i].box.w * s->lines[i].box.h;
                sums.chars[tier] += zb_count_chars(s->lines[i].text);
        }
        return sums;
}

static struct sums sums_of_facts(const struct zb_facts *f)
{
        struct sums sums = {0};
        for (size_t i = 0; i < f->n_lines; i++) {
                sums.lines[f->lines[i].tier]++;
                sums.chars[f->lines[i].tier] += f->lines[i].chars;
                sums.area += f->lines[i].box.w * f->lines[i].box.h;
        }
        return sums;
}

static int differ(const char *path, enum painting how, const struct sums *a, const struct sums *b)
{
        static const char *const ways[] = {"in order", "backwards", "by glyph", "twice"};
        int faults = fabs(a->area - b->area) > 0.02 * a->area;
        if (faults)
                fprintf(stderr, "%s, %s: text area %.0f, found %.0f mm²\n", path, ways[how], a->area, b->area);
        for (int i = 0; i < ZB_N_TIERS; i++)
                if (a->chars[i] != b->chars[i]) {
                        faults++;
                        fprintf(stderr, "%s, %s: %s has %zu characters on %zu lines, found %zu on %zu\n", path,
                                ways[how], zb_tier_names[i], a->chars[i], a->lines[i], b->chars[i], b->lines[i]);
                }
        return faults;
}

/* Running text keeps its lines and its paragraphs. Labels may be joined: a name and its value side by side
 * are one line to a reader. */
static int blocks_differ(const char *path, const struct scene *s, const struct test *t)
{
        int faults = 0, last_scene = -1, last_found = -1;
        for (size_t i = 0; i < s->n; i++) {
                const struct zb_fact_line *best = NULL;
                if (strcmp(s->lines[i].tier, "caption") == 0)
                        continue;
                for (size_t k = 0; k < t->facts->n_lines; k++) {
                        const struct zb_fact_line *l = &t->facts->lines[k];
                        if (strcmp(l->text, s->lines[i].text) == 0 && fabs(l->box.x - s->lines[i].box.x) < 1 &&
                            fabs(l->ink.y - (s->lines[i].base - 0.83 * l->em_mm)) < 1)
                                best = l;
                }
                if (!best) {
                        fprintf(stderr, "%s: the line “%s” is lost\n", path, s->lines[i].text);
                        faults++;
                        continue;
                }
                bool same_scene = s->lines[i].block == last_scene, same = best->block == last_found;
                if (same_scene != same) {
                        fprintf(stderr, "%s: “%s” %s the block before it\n", path, s->lines[i].text,
                                same ? "was put into" : "was torn from");
                        faults++;
                }
                last_scene = s->lines[i].block;
                last_found = best->block;
        }
        return faults;
}

static int try_scene(const char *path)
{
        struct scene s = read_scene(path);
        const struct sums wanted = sums_of_scene(&s);
        int faults = 0;
        for (int how = 0; how < N_PAINTINGS; how++) {
                struct test t;
                start(&t, s.width, s.height);
                paint(&t, &s, (enum painting)how);
                find_lines(&t);
                const struct sums found = sums_of_facts(t.facts);
                faults += differ(path, (enum painting)how, &wanted, &found);
                if (how == IN_ORDER)
                        faults += blocks_differ(path, &s, &t);
                stop(&t);
        }
        free(s.lines);
        return faults;
}

static void own_boards(void **state)
{
        static const char *const names[] = {"school", "region", "refa", "refb", "refc", "refd"};
        int faults = 0;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
                char path[512];
                snprintf(path, sizeof path, "%s/tests/golden/%s.scene", ZB_SOURCE_DIR, names[i]);
                faults += try_scene(path);
        }
        assert_int_equal(faults, 0);
}

/* ---- boards of strangers ---- */

/* One line of a board and the tier that it must get. */
struct said {
        double x, base, em;
        const char *text;
        char tier; /* t, h, b, c, n */
};

struct stranger {
        const char *what;
        double width, height;
        struct said said[40];
};

#define BODY_TEXT "学校依托国家平台开展因材施教"

#define BODY(x, base, em, tier)                                                                                      \
        {x, base, em, BODY_TEXT, tier}, {x, base + 1.25 * em, em, BODY_TEXT, tier},                                  \
        {                                                                                                            \
                x, base + 2.5 * em, em, "让每个孩子都有课", tier                                                     \
        }

static const struct stranger strangers[] = {
        {"all sizes as asked",
         785,
         1780,
         {{60, 150, 110, "数智同行", 't'},
          {60, 300, 64, "一、背景", 'h'},
          BODY(60, 360, 39, 'b'),
          {60, 620, 64, "二、做法", 'h'},
          BODY(60, 700, 39, 'b'),
          {60, 1000, 25, "图 1 课堂", 'c'},
          {60, 1700, 19.5, "来源：本校学情监测，覆盖三十二个班", 'n'}}},
        {"a body of 80 pt",
         785,
         1780,
         {{60, 150, 90, "智慧校园", 't'},
          {60, 300, 45, "一、背景", 'h'},
          BODY(60, 360, 28.2, 'b'),
          BODY(60, 500, 28.2, 'b'),
          {60, 700, 20, "图 1 课堂", 'c'}}},
        {"an English subtitle between title and headings",
         785,
         1780,
         {{60, 150, 110, "智慧教育", 't'},
          {60, 230, 50, "SMART EDUCATION", 'h'},
          {60, 400, 62, "因材施教", 'h'},
          BODY(60, 460, 38, 'b'),
          {400, 400, 62, "五育并举", 'h'},
          BODY(400, 460, 38, 'b'),
          {60, 700, 24, "图 1 课堂", 'c'}}},
        {"an English subtitle nearly as small as the body",
         785,
         1780,
         {{60, 150, 110, "智慧教育", 't'},
          {60, 230, 43, "SMART EDUCATION", 'b'},
          {60, 400, 64, "因材施教", 'h'},
          BODY(60, 460, 38, 'b'),
          {400, 400, 64, "五育并举", 'h'},
          BODY(400, 460, 38, 'b')}},
        {"key figures larger than the title",
         785,
         1780,
         {{60, 150, 105, "数据说话", 't'},
          {60, 400, 130, "98%", 'h'},
          {60, 600, 130, "3.6万", 'h'},
          {60, 800, 130, "1480", 'h'},
          {60, 1000, 64, "成效", 'h'},
          BODY(60, 1060, 38, 'b'),
          {60, 440, 25, "班级覆盖率", 'c'},
          {60, 640, 25, "答疑次数", 'c'},
          {60, 840, 25, "受益学生", 'c'}}},
        {"key figures between title and headings",
         785,
         1780,
         {{60, 150, 120, "数据说话", 't'},
          {60, 400, 90, "98%", 'h'},
          {300, 400, 90, "42%", 'h'},
          {60, 600, 64, "成效", 'h'},
          {60, 900, 64, "展望", 'h'},
          BODY(60, 660, 38, 'b'),
          BODY(60, 960, 38, 'b')}},
        {"one size", 785, 1780, {{60, 150, 40, "智慧校园", 'b'}, BODY(60, 300, 40, 'b'), BODY(60, 600, 40, 'b')}},
        {"no title, four headings",
         785,
         1780,
         {{60, 100, 64, "背景", 'h'},
          BODY(60, 160, 38, 'b'),
          {60, 500, 64, "做法", 'h'},
          BODY(60, 560, 38, 'b'),
          {60, 900, 64, "成效", 'h'},
          BODY(60, 960, 38, 'b'),
          {60, 1300, 64, "展望", 'h'},
          BODY(60, 1360, 38, 'b')}},
        {"no title, headings side by side",
         1780,
         785,
         {{60, 100, 64, "背景", 'h'}, BODY(60, 180, 38, 'b'), {900, 100, 64, "做法", 'h'}, BODY(900, 180, 38, 'b')}},
        {"title and body alone",
         785,
         1780,
         {{60, 150, 100, "智慧校园", 't'}, BODY(60, 300, 38, 'b'), BODY(60, 600, 38, 'b')}},
        {"a title of two lines and two sizes",
         785,
         1780,
         {{60, 150, 110, "人工智能助力", 't'},
          {60, 270, 96, "小学数学精准教学", 't'},
          {60, 500, 60, "背景", 'h'},
          BODY(60, 560, 38, 'b'),
          {60, 900, 60, "做法", 'h'},
          BODY(60, 960, 38, 'b')}},
        {"six sizes",
         785,
         1780,
         {{60, 150, 110, "数智同行", 't'},
          {60, 250, 52, "某实验小学", 'h'},
          {60, 400, 64, "背景", 'h'},
          {60, 900, 64, "做法", 'h'},
          BODY(60, 460, 38, 'b'),
          BODY(60, 960, 38, 'b'),
          {60, 1200, 26, "图 1 课堂互动", 'c'},
          {60, 1240, 26, "图 2 学情", 'c'},
          {60, 1300, 23, "三年级", 'c'},
          {200, 1300, 23, "四年级", 'c'},
          {340, 1300, 23, "五年级", 'c'},
          {60, 1740, 16, "来源：本校二〇二五年春季学期学情监测", 'n'}}},
        {"small labels are captions, not notes",
         785,
         1780,
         {{60, 150, 100, "数智同行", 't'},
          BODY(60, 300, 38, 'b'),
          {60, 700, 26, "图 1 课堂互动", 'c'},
          {60, 900, 20, "三年级", 'c'},
          {200, 900, 20, "四年级", 'c'},
          {340, 900, 20, "五年级", 'c'}}},
        {"a source at the foot is a note, also alone",
         785,
         1780,
         {{60, 150, 100, "数智同行", 't'}, BODY(60, 300, 38, 'b'), {60, 1740, 20, "来源：本校", 'n'}}},
        {"captions at the foot are captions",
         785,
         1780,
         {{60, 150, 100, "数智同行", 't'},
          BODY(60, 300, 38, 'b'),
          {60, 1700, 25, "课堂", 'c'},
          {260, 1700, 25, "操场", 'c'},
          {460, 1700, 25, "食堂", 'c'},
          {660, 1700, 25, "机房", 'c'}}},
        {"many labels, little body",
         785,
         1780,
         {{60, 150, 100, "数智同行", 't'},
          BODY(60, 300, 38, 'b'),
          {60, 700, 25, "三年级九月", 'c'},
          {260, 700, 25, "四年级九月", 'c'},
          {460, 700, 25, "五年级九月", 'c'},
          {60, 800, 25, "三年级十月", 'c'},
          {260, 800, 25, "四年级十月", 'c'},
          {460, 800, 25, "五年级十月", 'c'},
          {60, 900, 25, "三年级冬月", 'c'},
          {260, 900, 25, "四年级冬月", 'c'},
          {460, 900, 25, "五年级冬月", 'c'}}},
        {"long notes, little body",
         785,
         1780,
         {{60, 150, 100, "数智同行", 't'},
          BODY(60, 300, 38, 'b'),
          {60, 700, 25, "图 1 课堂", 'c'},
          {60, 760, 25, "图 2 操场", 'c'},
          {60, 1600, 19, "本校自二〇二三年起在三至六年级开展实验，学情数据由平台采集，", 'n'},
          {60, 1624, 19, "覆盖三十二个班一千三百五十六名学生，八十四名教师参加了培训；", 'n'},
          {60, 1648, 19, "学校与数据均为虚构示例，插图由程序绘制，不是实景照片，请勿引用。", 'n'}}},
        {"English throughout",
         785,
         1780,
         {{60, 150, 90, "Learning Together", 't'},
          {60, 300, 55, "Why", 'h'},
          {60, 360, 35, "Every child learns at a pace of its own,", 'b'},
          {60, 405, 35, "and a class has forty of them.", 'b'},
          {60, 700, 55, "How", 'h'},
          {60, 760, 35, "We asked the teachers first, then the", 'b'},
          {60, 805, 35, "children, and wrote it down.", 'b'},
          {60, 1000, 22, "Fig. 1 Answers", 'c'}}},
};

static enum zb_tier tier_of(char c)
{
        static const char letters[] = "thbcn";
        return (enum zb_tier)(strchr(letters, c) - letters);
}

static void strangers_boards(void **state)
{
        int faults = 0;
        for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++) {
                const struct stranger *s = &strangers[i];
                struct test t;
                start(&t, s->width, s->height);
                for (size_t k = 0; s->said[k].text; k++)
                        word(&t, s->said[k].x, s->said[k].base, s->said[k].em, s->said[k].text);
                find_lines(&t);
                for (size_t k = 0; s->said[k].text; k++) {
                        const struct said *a = &s->said[k];
                        const struct zb_fact_line *found = NULL;
                        for (size_t j = 0; j < t.facts->n_lines && !found; j++)
                                if (!strcmp(t.facts->lines[j].text, a->text) &&
                                    fabs(t.facts->lines[j].em_mm - a->em) < 0.01)
                                        found = &t.facts->lines[j];
                        if (!found)
                                find(&t, a->text);
                        if (found->tier == tier_of(a->tier))
                                continue;
                        faults++;
                        fprintf(stderr, "%s: “%s” (%.0f mm) is %s, not %s\n", s->what, a->text, a->em,
                                zb_tier_names[found->tier], zb_tier_names[tier_of(a->tier)]);
                }
                stop(&t);
        }
        assert_int_equal(faults, 0);
}

int main(int argc, char **argv)
{
        int faults = 0;
        for (int i = 1; i < argc; i++)
                faults += try_scene(argv[i]);
        if (argc > 1)
                return faults != 0;
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(own_boards),
                cmocka_unit_test(strangers_boards),
        };
        return cmocka_run_group_tests(tests, NULL, NULL);
}
