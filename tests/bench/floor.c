/* SPDX-License-Identifier: Apache-2.0 */
/* The least that a file can cost: its pictures decoded, its final bytes compressed, and nothing else. Each
 * part by itself, by the libraries that we use, on as many threads as there are cores; prints seconds. floor
 * decode JPEG…       the pictures, at full size floor deflate RAW ROW    strips of 64 rows of ROW bytes: TIFF
 * predictor, ISA-L level 1 floor jpeg RAW ROW       bands of 128 rows of CMYK at quality 92 floor packbits
 * RAW ROW   the rows, by libtiff floor rle RAW ROW        the rows as one zlib stream a megabyte, Z_RLE (PDF)
 */
#include <isa-l/igzip_lib.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

#include <jpeglib.h>
#include <tiffio.h>

struct task {
        const uint8_t *data;
        size_t len, row, piece; /* piece: bytes of a job */
        char **files;
        int n_jobs;
        void (*run)(const struct task *task, int job);
        atomic_int next;
};

static void *need(void *p)
{
        if (!p) {
                fprintf(stderr, "floor: out of memory\n");
                exit(1);
        }
        return p;
}

static size_t part(const struct task *t, int job, const uint8_t **ret)
{
        size_t at = (size_t)job * t->piece, left = t->len - at;
        *ret = t->data + at;
        return left < t->piece ? left : t->piece;
}

static void decode(const struct task *t, int job)
{
        struct jpeg_error_mgr errors;
        struct jpeg_decompress_struct jpeg = {.err = jpeg_std_error(&errors)};
        FILE *in = fopen(t->files[job], "rb");
        if (!in) {
                perror(t->files[job]);
                exit(1);
        }
        jpeg_create_decompress(&jpeg);
        jpeg_stdio_src(&jpeg, in);
        jpeg_read_header(&jpeg, TRUE);
        jpeg_start_decompress(&jpeg);
        JSAMPROW row = need(malloc((size_t)jpeg.output_width * 3));
        while (jpeg.output_scanline < jpeg.output_height)
                jpeg_read_scanlines(&jpeg, &row, 1);
        jpeg_finish_decompress(&jpeg);
        jpeg_destroy_decompress(&jpeg);
        free(row);
        fclose(in);
}

static void deflate_strip(const struct task *t, int job)
{
        const uint8_t *data;
        size_t len = part(t, job, &data), cap = len + len / 8 + 4096;
        uint8_t *plain = need(malloc(len)), *out = need(malloc(cap)), *level = need(malloc(ISAL_DEF_LVL1_DEFAULT));
        for (size_t at = 0; at < len; at += t->row) {
                memcpy(plain + at, data + at, 4);
                for (size_t i = at + 4; i < at + t->row; i++)
                        plain[i] = (uint8_t)(data[i] - data[i - 4]);
        }
        struct isal_zstream z;
        isal_deflate_init(&z);
        z.level = 1;
        z.level_buf = level;
        z.level_buf_size = ISAL_DEF_LVL1_DEFAULT;
        z.gzip_flag = IGZIP_ZLIB;
        z.end_of_stream = 1;
        z.next_in = plain;
        z.avail_in = (uint32_t)len;
        z.next_out = out;
        z.avail_out = (uint32_t)cap;
        isal_deflate(&z);
        free(plain);
        free(out);
        free(level);
}

static void encode(const struct task *t, int job)
{
        const uint8_t *data;
        size_t len = part(t, job, &data);
        unsigned char *out = NULL;
        unsigned long size = 0;
        struct jpeg_error_mgr errors;
        struct jpeg_compress_struct jpeg = {.err = jpeg_std_error(&errors)};
        jpeg_create_compress(&jpeg);
        jpeg_mem_dest(&jpeg, &out, &size);
        jpeg.image_width = (JDIMENSION)(t->row / 4);
        jpeg.image_height = (JDIMENSION)(len / t->row);
        jpeg.input_components = 4;
        jpeg.in_color_space = JCS_CMYK;
        jpeg_set_defaults(&jpeg);
        jpeg_set_colorspace(&jpeg, JCS_CMYK);
        jpeg_set_quality(&jpeg, 92, TRUE);
        jpeg_start_compress(&jpeg, TRUE);
        for (size_t at = 0; at < len; at += t->row) {
                JSAMPROW row = (JSAMPROW)(data + at);
                jpeg_write_scanlines(&jpeg, &row, 1);
        }
        jpeg_finish_compress(&jpeg);
        jpeg_destroy_compress(&jpeg);
        free(out);
}

static tmsize_t swallow(thandle_t h, void *data, tmsize_t n)
{
        return n;
}

static tmsize_t nothing(thandle_t h, void *data, tmsize_t n)
{
        return -1;
}

static toff_t go(thandle_t h, toff_t to, int whence)
{
        return to;
}

static int shut(thandle_t h)
{
        return 0;
}

static toff_t size_of(thandle_t h)
{
        return 0;
}

static void packbits(const struct task *t, int job)
{
        const uint8_t *data;
        size_t len = part(t, job, &data);
        TIFF *tif = need(TIFFClientOpen("floor", "w", NULL, nothing, swallow, go, shut, size_of, NULL, NULL));
        TIFFSetField(tif, TIFFTAG_IMAGEWIDTH, (uint32_t)t->row);
        TIFFSetField(tif, TIFFTAG_IMAGELENGTH, (uint32_t)(len / t->row));
        TIFFSetField(tif, TIFFTAG_BITSPERSAMPLE, 8);
        TIFFSetField(tif, TIFFTAG_ROWSPERSTRIP, (uint32_t)(len / t->row));
        TIFFSetField(tif, TIFFTAG_COMPRESSION, COMPRESSION_PACKBITS);
        TIFFWriteEncodedStrip(tif, 0, (void *)data, (tmsize_t)len);
        TIFFCleanup(tif);
}

static void rle(const struct task *t, int job)
{
        const uint8_t *data;
        size_t len = part(t, job, &data), cap = len + len / 8 + 4096;
        uint8_t *out = need(malloc(cap));
        z_stream z = {0};
        deflateInit2(&z, 9, Z_DEFLATED, 15, 9, Z_RLE);
        z.next_in = (Bytef *)data;
        z.avail_in = (uInt)len;
        z.next_out = out;
        z.avail_out = (uInt)cap;
        deflate(&z, Z_FINISH);
        deflateEnd(&z);
        free(out);
}

static void *worker(void *arg)
{
        struct task *t = arg;
        for (int job; (job = atomic_fetch_add(&t->next, 1)) < t->n_jobs;)
                t->run(t, job);
        return NULL;
}

static double now(void)
{
        struct timespec s;
        clock_gettime(CLOCK_MONOTONIC, &s);
        return (double)s.tv_sec + (double)s.tv_nsec * 1e-9;
}

static uint8_t *read_all(const char *path, size_t *ret_len)
{
        FILE *in = fopen(path, "rb");
        if (!in || fseek(in, 0, SEEK_END)) {
                perror(path);
                exit(1);
        }
        *ret_len = (size_t)ftell(in);
        rewind(in);
        uint8_t *data = need(malloc(*ret_len + 1));
        if (fread(data, 1, *ret_len, in) != *ret_len)
                exit(1);
        fclose(in);
        return data;
}

int main(int argc, char **argv)
{
        static const struct {
                const char *name;
                void (*run)(const struct task *, int);
                size_t rows; /* of a job; 0: about a megabyte */
        } ways[] = {
                {"deflate", deflate_strip, 64}, {"jpeg", encode, 128}, {"packbits", packbits, 64}, {"rle", rle, 0}};
        struct task t = {0};
        if (argc > 2 && strcmp(argv[1], "decode") == 0) {
                t.files = argv + 2;
                t.n_jobs = argc - 2;
                t.run = decode;
        }
        for (size_t i = 0; argc == 4 && i < sizeof ways / sizeof *ways; i++)
                if (strcmp(argv[1], ways[i].name) == 0) {
                        t.data = read_all(argv[2], &t.len);
                        t.row = strtoul(argv[3], NULL, 10);
                        t.len = t.len / t.row * t.row;
                        t.piece = t.row * (ways[i].rows ? ways[i].rows : 1 + (1 << 20) / t.row);
                        t.n_jobs = (int)((t.len + t.piece - 1) / t.piece);
                        t.run = ways[i].run;
                }
        if (!t.run) {
                fprintf(stderr, "usage: floor decode JPEG… | floor deflate|jpeg|packbits|rle RAW ROW\n");
                return 2;
        }
        enum { MOST = 64 };
        pthread_t threads[MOST];
        long cores = sysconf(_SC_NPROCESSORS_ONLN), n = cores < 1 ? 1 : cores > MOST ? MOST : cores;
        double start = now();
        for (long i = 0; i < n; i++)
                if (pthread_create(&threads[i], NULL, worker, &t))
                        return 1;
        for (long i = 0; i < n; i++)
                pthread_join(threads[i], NULL);
        printf("%.3f\n", now() - start);
        return 0;
}
