/* SPDX-License-Identifier: Apache-2.0 */
/* The reading path (排版逻辑: F or Z) of a file, from where its sections' headings stand, read row by row:
 *
 *   F  three headings or more, one below the other at one edge in the left half: the eye runs down a stem
 *   Z  rows of two or more side by side, two rows of them at least; or one a row, left and right by turns:
 * the eye comes back to the left for every row
 *
 * Numbers at the headings must run the same way. Whatever is not as clear as that stays unknown: columns that
 * are read one after the other are neither, and from their headings alone nobody can tell. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lines.h"

#define EDGE_SHARE 0.05 /* of the width: edges that meet */
#define ROW_EM     0.5  /* baselines of one row */
#define NUMBER_EM  1.5  /* from a number that stands apart to its heading */

enum { MOST_HEADINGS = 24, LEAST_STEM = 3 };

struct heading {
        const struct zb_fact_line *line;
        int row, number; /* number -1: none */
};

static bool letter(uint32_t c)
{
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0x3400 && c <= 0x9FFF);
}

/* "98%" and "12 项" are key figures set as large as headings. */
static bool says_words(const char *text)
{
        size_t len = strlen(text), letters = 0;
        uint32_t c;
        for (size_t n; (n = zb_utf8_next(text, len, &c)) > 0; text += n, len -= n)
                letters += letter(c);
        return letters >= 2;
}

/* "03", "3.", "三、": the number a text begins with; -1: none. */
static int number_of(const char *text)
{
        static const char *const han[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
        if (*text >= '0' && *text <= '9') {
                int number = atoi(text);
                return number > 0 && number <= MOST_HEADINGS ? number : -1;
        }
        for (int i = 1; i <= 10; i++)
                if (strncmp(text, han[i], strlen(han[i])) == 0 &&
                    (strncmp(text + 3, "、", 3) == 0 || strncmp(text + 3, "．", 3) == 0 || text[3] == '\0'))
                        return i;
        return -1;
}

/* A number that stands by itself, left of the heading and at its height. */
static bool numbers(const struct zb_fact_line *number, const struct zb_fact_line *heading)
{
        double gap = heading->box.x - (number->box.x + number->box.w), middle = number->box.y + number->box.h / 2;
        return !number->hidden && strlen(number->text) <= 6 && gap > -0.2 * heading->em_mm &&
               gap < NUMBER_EM * heading->em_mm && middle > heading->box.y &&
               middle < heading->box.y + heading->box.h;
}

static int number_at(const struct zb_facts *f, const struct zb_fact_line *heading)
{
        int number = number_of(heading->text);
        for (size_t i = 0; i < f->n_lines && number < 0; i++)
                if (numbers(&f->lines[i], heading))
                        number = number_of(f->lines[i].text);
        return number;
}

/* First lines of the headings that say words; 0 when there are too many to be a board's sections, or when one
 * stands higher than the title. */
static size_t lines_path_gather(const struct zb_facts *f, struct heading list[MOST_HEADINGS])
{
        size_t n = 0;
        double title = INFINITY;
        for (size_t i = 0; i < f->n_lines; i++)
                if (f->lines[i].tier == ZB_TIER_TITLE && !f->lines[i].hidden)
                        title = fmin(title, f->lines[i].box.y);
        for (size_t i = 0; i < f->n_lines; i++) {
                const struct zb_fact_line *line = &f->lines[i];
                bool first = i == 0 || f->lines[i - 1].block != line->block;
                if (line->tier != ZB_TIER_HEADING || line->hidden || !first || !says_words(line->text))
                        continue;
                if (n == MOST_HEADINGS || (isfinite(title) && line->box.y < title))
                        return 0;
                list[n++] = (struct heading){line, 0, number_at(f, line)};
        }
        return n;
}

static double foot(const struct heading *h)
{
        return h->line->ink.y + h->line->ink.h;
}

static int by_foot(const void *a, const void *b)
{
        double x = foot(a), y = foot(b);
        return (x > y) - (x < y);
}

static int row_by_row(const void *a, const void *b)
{
        const struct heading *x = a, *y = b;
        if (x->row != y->row)
                return x->row - y->row;
        return (x->line->box.x > y->line->box.x) - (x->line->box.x < y->line->box.x);
}

/* Returns the number of rows. */
static int make_rows(struct heading *list, size_t n)
{
        int row = 0;
        qsort(list, n, sizeof *list, by_foot);
        for (size_t i = 0; i < n; i++) {
                if (i > 0 && foot(&list[i]) - foot(&list[i - 1]) > ROW_EM * list[i].line->em_mm)
                        row++;
                list[i].row = row;
        }
        qsort(list, n, sizeof *list, row_by_row);
        return row + 1;
}

/* Where all have numbers, these run as the rows do. */
static bool in_order(const struct heading *list, size_t n)
{
        for (size_t i = 0; i < n; i++)
                if (list[i].number < 0)
                        return true;
        for (size_t i = 1; i < n; i++)
                if (list[i].number <= list[i - 1].number)
                        return false;
        return true;
}

static bool stem(const struct zb_facts *f, const struct heading *list, size_t n, int rows)
{
        double left = INFINITY, right = -INFINITY;
        for (size_t i = 0; i < n; i++) {
                left = fmin(left, list[i].line->box.x);
                right = fmax(right, list[i].line->box.x);
        }
        return n >= LEAST_STEM && rows == (int)n && right - left < EDGE_SHARE * f->width_mm &&
               right < f->width_mm / 2;
}

/* One a row, by turns left and right. */
static bool turns(const struct zb_facts *f, const struct heading *list, size_t n)
{
        if (n < LEAST_STEM)
                return false;
        for (size_t i = 1; i < n; i++) {
                double step = list[i].line->box.x - list[i - 1].line->box.x;
                if ((i % 2 ? step : -step) < 4 * EDGE_SHARE * f->width_mm)
                        return false;
        }
        return true;
}

/* Rows of two or more; the last may be short. */
static bool grid(const struct heading *list, size_t n, int rows)
{
        size_t of_row[MOST_HEADINGS] = {0};
        for (size_t i = 0; i < n; i++)
                of_row[list[i].row]++;
        for (int r = 0; r + 1 < rows; r++)
                if (of_row[r] < 2)
                        return false;
        return rows >= 2;
}

enum zb_code zb_lines_path(struct zb_derivation *d, struct zb_err *err)
{
        struct zb_facts *f = d->facts;
        struct heading list[MOST_HEADINGS];
        size_t n = f->kind == ZB_KIND_SPEC ? 0 : lines_path_gather(f, list);
        if (n < 2 || !(f->width_mm > 0))
                return ZB_OK;
        int rows = make_rows(list, n);
        if (!in_order(list, n))
                return ZB_OK;
        if (stem(f, list, n, rows))
                f->path_used = "F";
        else if (grid(list, n, rows) || (rows == (int)n && turns(f, list, n)))
                f->path_used = "Z";
        return ZB_OK;
}
