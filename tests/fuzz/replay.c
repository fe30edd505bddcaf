/* SPDX-License-Identifier: Apache-2.0 */
/* Runs a fuzz target over files and folders of files, without libFuzzer: so that every compiler replays the
 * corpora. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t replayed, taken;

static void replay(const char *path)
{
        struct stat st;
        if (stat(path, &st))
                return;
        if (S_ISDIR(st.st_mode)) {
                DIR *dir = opendir(path);
                for (struct dirent *e; dir && (e = readdir(dir));) {
                        char child[4096];
                        if (e->d_name[0] == '.')
                                continue;
                        snprintf(child, sizeof child, "%s/%s", path, e->d_name);
                        replay(child);
                }
                if (dir)
                        closedir(dir);
                return;
        }
        FILE *file = fopen(path, "rb");
        uint8_t *data = malloc((size_t)st.st_size + 1);
        if (file && data) {
                size_t size = fread(data, 1, (size_t)st.st_size, file);
                /* Whole, and cut off at every tenth. */
                int use = -1;
                for (size_t tenth = 1; tenth <= 10; tenth++)
                        use = LLVMFuzzerTestOneInput(data, size * tenth / 10);
                replayed++;
                taken += use == 0;
        }
        free(data);
        if (file)
                fclose(file);
}

int main(int argc, char **argv)
{
        if (LLVMFuzzerInitialize(&argc, &argv))
                return 1;
        for (int i = 1; i < argc; i++)
                replay(argv[i]);
        printf("%zu files replayed, %zu of them of use\n", replayed, taken);
        return taken == 0; /* a corpus that its target turns away tries nothing */
}
