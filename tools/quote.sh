# shellcheck shell=sh
# To be read by another script. quote TEXT: TEXT as one word of a command of `sockspec run --impl NAME=CMD`.
quote() { printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")"; }
