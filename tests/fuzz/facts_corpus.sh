#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Writes the corpus of the targets that read facts: made ones, and what zhanban-inspect says of small files.
# usage: facts_corpus.sh FACTS_CORPUS ZHANBAN-INSPECT PROFILE.icc FOLDER
set -e
here=$(dirname "$0")/corpus
mkdir -p "$4"
"$1" "$4"
for file in "$here"/pdf/everything.pdf "$here"/pdf/tagged.pdf "$here"/files/cmyk.jpg "$here"/tiff/photoshop-intel.tif "$here"/psd/groups-rle.psd; do
        "$2" --profile "$3" --trim 785x1780 --hidden 20x10 --view 10 "$file" > "$4/$(basename "$file").json"
done
