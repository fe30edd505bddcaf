/* SPDX-License-Identifier: Apache-2.0 */
/* Facts to begin with: all of them, none, and such as would take over a terminal or a page. Made from the
 * tables of fields, for facts that lack a field are refused at once and try nothing. usage: facts_corpus
 * FOLDER */
#include "facts_full.h"

static void put(const char *folder, const char *name, struct zb_facts *facts)
{
        char path[4096];
        struct zb_buf text = ZB_BUF_INIT;
        snprintf(path, sizeof path, "%s/%s", folder, name);
        FILE *file = fopen(path, "wb");
        if (!facts || !file || zb_facts_write(facts, &text, NULL) ||
            fwrite(text.data, 1, text.len, file) != text.len || fclose(file))
                abort();
        zb_buf_fini(&text);
        zb_facts_free(facts);
}

int main(int argc, char **argv)
{
        if (argc != 2)
                return 2;
        put(argv[1], "empty.json", zb_facts_new());
        put(argv[1], "full.json", full_facts("第“\\”"));
        put(argv[1], "hostile-words.json",
            full_facts("\033]0;owned\007\033[2J\302\233\342\200\256\342\201\246</script><script>alert(1)</"
                       "script>'\"&\177"));
        return 0;
}
