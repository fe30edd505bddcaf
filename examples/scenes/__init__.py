# SPDX-License-Identifier: Apache-2.0
"""Flat vector scenes for the example boards: kit (pen and palette), people, things, and one file per board."""
