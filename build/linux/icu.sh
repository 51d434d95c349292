#!/bin/bash
# Takes out of ICU's data, a library beside Qt's, the names of currencies, languages, regions, units and time zones in all
# languages but Chinese and English: 12 of its 32 MB, which the program has no use for. What orders, divides and converts
# texts stays, for every language.
# Runs as root inside the chroot in which the program is bundled.
set -euo pipefail

LIBRARY=$1
MADE=/opt/icu

apt-get install -y -qq --no-install-recommends binutils icu-devtools > /dev/null
rm -rf $MADE && mkdir -p $MADE/all $MADE/kept && cd $MADE

# Each item in the data has the name of the data's file as part of its own: the file may have no other.
SYMBOL=$(nm --dynamic --defined-only "$LIBRARY" | awk '$3 ~ /^icudt[0-9]+_dat$/ { print $3 }')
DATA=${SYMBOL%_dat}l.dat
objcopy -O binary --only-section=.rodata "$LIBRARY" "all/$DATA"
icupkg --list "all/$DATA" | grep -E '^(curr|lang|region|unit|zone)/' \
    | grep -vE '/(root|pool|res_index|supplementalData|(en|zh)(_[A-Za-z0-9_]*)?)\.res$' > others.txt
icupkg --remove others.txt "all/$DATA" "kept/$DATA"

cat > data.s << END
    .section .rodata, "a"
    .balign 4096
    .globl $SYMBOL
    .type $SYMBOL, %object
    .size $SYMBOL, end - $SYMBOL
$SYMBOL:
    .incbin "kept/$DATA"
end:
    .section .note.GNU-stack, "", %progbits
END
as data.s -o data.o
ld -shared --build-id=none --strip-all -z max-page-size=65536 -soname "$(basename "$LIBRARY")" data.o -o "$(basename "$LIBRARY")"
rm -r all kept data.s data.o
