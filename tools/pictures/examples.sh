#!/bin/sh
# The pictures of the README, into docs/pictures.
set -eu
cd "$(dirname -- "$0")/../.."
money="I went to the bank to deposit money."
river="We sat by the river bank."
mkdir -p docs/pictures
./heed attend "$money" --head 8 --explain bank --picture words --svg docs/pictures/attend-bank.svg
./heed attend "$money" --head 8 --explain bank --svg docs/pictures/steps-bank.svg
./heed attend "$money" --picture heads --svg docs/pictures/heads-bank.svg
./heed attend "$money" --picture norms --svg docs/pictures/norms-bank.svg
./heed compare --word bank "$money" "$river" --svg docs/pictures/compare-bank.svg
set -- "$money" "$river" "The bank lent her money." "Fish hide under the muddy bank."
./heed compare --word bank "$@" --picture map --svg docs/pictures/map-bank.svg
./heed compare --word bank "$@" --picture neighbors --svg docs/pictures/neighbors-bank.svg
