/* SPDX-License-Identifier: Apache-2.0 */
/* EngineData: how Photoshop's text engine writes a text down (docs/formats.md §9), as a tree. */
#ifndef ZB_ENGINE_DATA_H
#define ZB_ENGINE_DATA_H

#include "core.h"

enum zb_node_kind { ZB_NODE_NUMBER, ZB_NODE_BOOL, ZB_NODE_TEXT, ZB_NODE_LIST, ZB_NODE_DICT };
struct zb_node {
        enum zb_node_kind kind;
        const char *key; /* of a member of a dictionary, without its slash */
        double number;
        const uint8_t *text; /* unescaped */
        size_t len;
        struct zb_node *first, *next;
};
/* The root, a dictionary; NULL: not one, too deep, or out of memory. All in the arena. */
struct zb_node *zb_engine_read(struct zb_arena *arena, const uint8_t *data, size_t len);
/* A member by its path "EngineDict/Editor/Text"; "0" takes a list's first item. NULL: none. */
const struct zb_node *zb_node_find(const struct zb_node *node, const char *path);
double zb_node_number(const struct zb_node *node, const char *path, double otherwise);

#endif
